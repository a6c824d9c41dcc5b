/**
 * The whole system on one machine, without Docker: start here with
 * {@link pizzashop.platform.Infrastructure} and {@link pizzashop.platform.PizzaShop}.
 */
@NullMarked
package pizzashop.platform;

import org.jspecify.annotations.NullMarked;
