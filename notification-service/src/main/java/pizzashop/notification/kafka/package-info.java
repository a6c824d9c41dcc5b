/** What this service hears: events of orders, and what could not be processed. */
@NullMarked
package pizzashop.notification.kafka;

import org.jspecify.annotations.NullMarked;
