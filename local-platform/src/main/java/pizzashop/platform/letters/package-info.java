/** Dead letters laid out for the person at a terminal. */
@NullMarked
package pizzashop.platform.letters;

import org.jspecify.annotations.NullMarked;
