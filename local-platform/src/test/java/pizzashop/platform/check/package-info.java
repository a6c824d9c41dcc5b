@NullMarked
package pizzashop.platform.check;

import org.jspecify.annotations.NullMarked;
