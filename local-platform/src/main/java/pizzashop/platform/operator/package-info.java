/**
 * An operator of the services, who knows what they serve on their management ports and
 * nothing else.
 */
@NullMarked
package pizzashop.platform.operator;

import org.jspecify.annotations.NullMarked;
