/**
 * Child processes: start, watch, kill, stop, and find again after the launcher died.
 */
@NullMarked
package pizzashop.platform.process;

import org.jspecify.annotations.NullMarked;
