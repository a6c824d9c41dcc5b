/** The kitchen: applies its standards, opens tickets, bakes. */
@NullMarked
package pizzashop.kitchen;

import org.jspecify.annotations.NullMarked;
