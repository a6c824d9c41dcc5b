/**
 * What a page needs to be live: told of changes by the database, it passes them on as
 * Server-Sent Events.
 */
@NullMarked
package pizzashop.messaging.live;

import org.jspecify.annotations.NullMarked;
