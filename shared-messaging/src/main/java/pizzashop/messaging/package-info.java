/**
 * Events over Kafka for any service: what an event's headers are, and the
 * auto-configuration that puts outbox, inbox and failure handling together.
 */
@NullMarked
package pizzashop.messaging;

import org.jspecify.annotations.NullMarked;
