/** The oven: a simulated device. */
@NullMarked
package pizzashop.kitchen.oven;

import org.jspecify.annotations.NullMarked;
