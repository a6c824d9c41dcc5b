package pizzashop.messaging.outbox;

import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/** An event on its way to Kafka. */
record OutboxEvent(String topic, String key, UUID id, String type, Instant time, @Nullable String traceparent,
		byte[] payload) {

	/** As many as the migration made rows of outbox_partition. */
	static final int PARTITIONS = 12;

	/** Always the same for a key, so that one relay at a time has its events in hand. */
	int partition() {
		return Math.floorMod(this.key.hashCode(), PARTITIONS);
	}

}
