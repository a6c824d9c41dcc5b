/**
 * How the cancellation of an order begins: its customer wishes it, or the kitchen did not
 * answer in time.
 */
@NullMarked
package pizzashop.order.cancellation;

import org.jspecify.annotations.NullMarked;
