/** Speaks JSON with a service, and puts its problems in words. */
@NullMarked
package pizzashop.platform.http;

import org.jspecify.annotations.NullMarked;
