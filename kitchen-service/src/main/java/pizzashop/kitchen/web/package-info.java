/** What one can ask the kitchen. */
@NullMarked
package pizzashop.kitchen.web;

import org.jspecify.annotations.NullMarked;
