@NullMarked
package pizzashop.order.menu;

import org.jspecify.annotations.NullMarked;
