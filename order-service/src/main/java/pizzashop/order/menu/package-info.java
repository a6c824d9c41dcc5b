/** What can be ordered, and for how much. */
@NullMarked
package pizzashop.order.menu;

import org.jspecify.annotations.NullMarked;
