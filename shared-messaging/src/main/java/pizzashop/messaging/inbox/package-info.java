/** Consuming: a batch in one transaction, each event once. */
@NullMarked
package pizzashop.messaging.inbox;

import org.jspecify.annotations.NullMarked;
