/**
 * Publishing: events are written with the change that caused them, then relayed to Kafka
 * in order.
 */
@NullMarked
package pizzashop.messaging.outbox;

import org.jspecify.annotations.NullMarked;
