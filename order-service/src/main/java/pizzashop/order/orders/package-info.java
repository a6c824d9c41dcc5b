/** The life of an order. Knows neither HTTP nor Kafka. */
@NullMarked
package pizzashop.order.orders;

import org.jspecify.annotations.NullMarked;
