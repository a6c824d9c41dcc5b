/** The trace of what happens: kept where things wait, taken up where they go on. */
@NullMarked
package pizzashop.messaging.tracing;

import org.jspecify.annotations.NullMarked;
