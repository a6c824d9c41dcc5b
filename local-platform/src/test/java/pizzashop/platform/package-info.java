@NullMarked
package pizzashop.platform;

import org.jspecify.annotations.NullMarked;
