@NullMarked
package pizzashop.platform.command;

import org.jspecify.annotations.NullMarked;
