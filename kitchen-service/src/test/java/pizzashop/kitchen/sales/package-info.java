@NullMarked
package pizzashop.kitchen.sales;

import org.jspecify.annotations.NullMarked;
