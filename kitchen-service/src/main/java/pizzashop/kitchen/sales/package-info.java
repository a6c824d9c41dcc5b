/**
 * What sells: a Kafka Streams topology over the orders. The rest of the kitchen knows
 * nothing of it and does not need it.
 */
@NullMarked
package pizzashop.kitchen.sales;

import org.jspecify.annotations.NullMarked;
