/** What an order has to say to the other services, and what it hears from the kitchen. */
@NullMarked
package pizzashop.order.kafka;

import org.jspecify.annotations.NullMarked;
