package pizzashop.messaging.outbox;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.UUID;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;
import pizzashop.messaging.EventSerializer;
import pizzashop.messaging.PublishedSchemas;
import pizzashop.messaging.TransactionBound;
import pizzashop.messaging.tracing.EventTracing;

import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Where a service leaves the events it publishes: in its own database, in the transaction
 * that made them true. What is committed is published, in order for each key, even if
 * Kafka is down for now; what is rolled back is not. The <a href=
 * "https://microservices.io/patterns/data/transactional-outbox.html">transactional
 * outbox</a> pattern.
 */
public class Outbox {

	/**
	 * Far below the broker's limit for a record (1 MiB), so that an event that was
	 * accepted here can always be sent.
	 */
	static final int LARGEST_PAYLOAD_BYTES = 900_000;

	private final NoArgGenerator ids = Generators.timeBasedEpochGenerator();

	private final PublishedSchemas schemas;

	private final EventSerializer serializer;

	private final EventTracing tracing;

	private final OutboxTable table;

	private final OutboxRelay relay;

	private final Clock clock;

	public Outbox(PublishedSchemas schemas, EventSerializer serializer, EventTracing tracing, OutboxTable table,
			OutboxRelay relay, Clock clock) {
		this.schemas = schemas;
		this.serializer = serializer;
		this.tracing = tracing;
		this.table = table;
		this.relay = relay;
		this.clock = clock;
	}

	/**
	 * Says which events will be published. It is worth it: their schemas are looked up
	 * when the service starts, or now if it has, and the registry need not be there when
	 * the first of them is appended.
	 */
	public void prepare(String topic, List<Class<? extends SpecificRecord>> types) {
		this.schemas.prepare(topic, types);
	}

	/**
	 * Publishes an event when the current transaction commits. Events of one key keep the
	 * order of the transactions, provided that each holds a lock on what the key stands
	 * for (the row of the aggregate, inserted or locked) before it appends.
	 * @param key of the record: events of one key stay in order
	 * @throws IllegalArgumentException when the event is larger than 900,000 bytes
	 * @throws SerializationException when nobody knows its schema's id: neither the
	 * registry, nor this service from earlier
	 * @throws org.springframework.transaction.IllegalTransactionStateException outside a
	 * transaction
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public void append(String topic, String key, SpecificRecord event) {
		byte[] payload = this.serializer.serialize(topic, event);
		String type = event.getSchema().getFullName();
		if (payload.length > LARGEST_PAYLOAD_BYTES) {
			throw new IllegalArgumentException("An event of type " + type + " has " + payload.length
					+ " bytes, more than the " + LARGEST_PAYLOAD_BYTES + " that can be published");
		}
		UUID id = this.ids.generate();
		TransactionBound.of(this, AppendOnCommit::new).events
			.add(new OutboxEvent(topic, key, id, type, Instant.now(this.clock), this.tracing.current(), payload));
	}

	/**
	 * One transaction's events: one insert for all of them, and one call to the relay.
	 */
	private final class AppendOnCommit extends TransactionBound {

		private final List<OutboxEvent> events = new ArrayList<>();

		AppendOnCommit() {
			super(Outbox.this);
		}

		@Override
		public void beforeCommit(boolean readOnly) {
			Outbox.this.table.insert(this.events);
		}

		@Override
		public void afterCommit() {
			BitSet partitions = new BitSet();
			this.events.forEach((event) -> partitions.set(event.partition()));
			Outbox.this.relay.wake(partitions);
		}

	}

}
