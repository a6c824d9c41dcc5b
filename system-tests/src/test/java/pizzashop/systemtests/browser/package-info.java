/** A real browser in front of the running system, and what it notices by itself. */
@NullMarked
package pizzashop.systemtests.browser;

import org.jspecify.annotations.NullMarked;
