/** What to do when a record cannot be processed: wait, retry, or write a dead letter. */
@NullMarked
package pizzashop.messaging.failure;

import org.jspecify.annotations.NullMarked;
