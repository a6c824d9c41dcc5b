/** What consumers and outbox tell about themselves. */
@NullMarked
package pizzashop.messaging.health;

import org.jspecify.annotations.NullMarked;
