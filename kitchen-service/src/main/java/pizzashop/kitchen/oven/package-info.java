/** The oven: a simulated device, and the timer that rings when a pizza is done. */
@NullMarked
package pizzashop.kitchen.oven;

import org.jspecify.annotations.NullMarked;
