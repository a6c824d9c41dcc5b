/** What goes onto which pizza, and what never will. */
@NullMarked
package pizzashop.kitchen.recipe;

import org.jspecify.annotations.NullMarked;
