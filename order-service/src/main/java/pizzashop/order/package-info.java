/** The order-service: takes orders, follows what the kitchen makes of them, refunds. */
@NullMarked
package pizzashop.order;

import org.jspecify.annotations.NullMarked;
