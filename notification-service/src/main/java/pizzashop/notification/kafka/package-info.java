/** What this service hears: events of orders. */
@NullMarked
package pizzashop.notification.kafka;

import org.jspecify.annotations.NullMarked;
