/**
 * The trace of what happens: kept where things wait, taken up where they go on, and known
 * to the log.
 */
@NullMarked
package pizzashop.messaging.tracing;

import org.jspecify.annotations.NullMarked;
