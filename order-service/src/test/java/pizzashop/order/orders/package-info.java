@NullMarked
package pizzashop.order.orders;

import org.jspecify.annotations.NullMarked;
