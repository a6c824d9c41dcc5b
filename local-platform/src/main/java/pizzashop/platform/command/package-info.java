/** The verbs of the script {@code pizza}. */
@NullMarked
package pizzashop.platform.command;

import org.jspecify.annotations.NullMarked;
