/** Tickets: what the kitchen makes of an order. Knows neither Kafka nor Avro nor HTTP. */
@NullMarked
package pizzashop.kitchen.ticket;

import org.jspecify.annotations.NullMarked;
