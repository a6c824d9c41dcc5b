package pizzashop.messaging.inbox;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pizzashop.messaging.CloudEvent;
import pizzashop.messaging.EventSerializer;
import pizzashop.messaging.InvalidEventException;
import pizzashop.messaging.failure.BatchFailedException;
import pizzashop.messaging.failure.DeadLetters;
import pizzashop.messaging.failure.FailedRecord;
import pizzashop.messaging.failure.FailureKind;
import pizzashop.messaging.failure.Failures;
import pizzashop.messaging.failure.PartitionRetry;
import pizzashop.messaging.failure.Redrive;
import pizzashop.messaging.tracing.EventTracing;

import org.springframework.transaction.support.TransactionTemplate;

/**
 * Processes events so that each takes effect once, however often it is delivered: its id
 * is entered in the transaction of its effect. The <a href=
 * "https://microservices.io/patterns/communication-style/idempotent-consumer.html">
 * idempotent consumer</a> pattern.
 */
public class Inbox {

	private static final String DUPLICATE = "duplicate";

	private static final String OTHER_TYPE = "other-type";

	private static final String OTHER_GROUP = "other-group";

	private static final Logger log = LoggerFactory.getLogger(Inbox.class);

	private final String group;

	private final EventSerializer serializer;

	private final InboxTable table;

	private final TransactionTemplate transaction;

	private final Failures failures;

	private final DeadLetters deadLetters;

	private final EventTracing tracing;

	private final MeterRegistry meters;

	/**
	 * @param group the consumer group that it serves
	 */
	public Inbox(String group, EventSerializer serializer, InboxTable table, TransactionTemplate transaction,
			Failures failures, DeadLetters deadLetters, EventTracing tracing, MeterRegistry meters) {
		this.group = group;
		this.serializer = serializer;
		this.table = table;
		this.transaction = transaction;
		this.failures = failures;
		this.deadLetters = deadLetters;
		this.tracing = tracing;
		this.meters = meters;
		// From the beginning, or nobody sees the first one as an increase.
		List.of(DUPLICATE, OTHER_TYPE, OTHER_GROUP).forEach(this::counterOf);
	}

	/**
	 * Handles a batch in one transaction. If that fails it goes record by record to find
	 * the culprit: a record at fault becomes a dead letter, one whose handler fails stops
	 * its own partition, an outage stops all of them.
	 * @throws BatchFailedException that names where to go on; see {@code PartitionRetry}
	 */
	public void process(List<ConsumerRecord<byte[], byte[]>> batch, EventHandlers<?> handlers) {
		processEach(processTogether(read(batch, handlers), handlers), handlers);
	}

	/** Once the registry does not answer, it is not asked again for this batch. */
	private List<Delivery> read(List<ConsumerRecord<byte[], byte[]>> batch, EventHandlers<?> handlers) {
		List<Delivery> deliveries = new ArrayList<>(batch.size());
		RuntimeException outage = null;
		for (ConsumerRecord<byte[], byte[]> record : batch) {
			String type = CloudEvent.typeOf(record.headers());
			if (type != null && !handlers.handles(type)) {
				count(OTHER_TYPE, 1);
				continue;
			}
			if (isForAnotherGroup(record)) {
				count(OTHER_GROUP, 1);
				continue;
			}
			Delivery delivery = (outage != null) ? new Delivery.Unreadable(record, outage) : read(record);
			deliveries.add(delivery);
			if (delivery instanceof Delivery.Unreadable unreadable && !isAtFault(unreadable)) {
				outage = unreadable.cause();
			}
		}
		return deliveries;
	}

	/** A redrive reaches only the group that failed. */
	private boolean isForAnotherGroup(ConsumerRecord<byte[], byte[]> record) {
		Optional<Redrive> redrive = Redrive.readFrom(record.headers())
			.filter((round) -> !round.group().equals(this.group));
		redrive.ifPresent((round) -> log.info("Skipped, redriven for another group record={}-{}@{} letter={} group={}",
				record.topic(), record.partition(), record.offset(), round.letter(),
				PartitionRetry.inOneLine(round.group())));
		return redrive.isPresent();
	}

	private Delivery read(ConsumerRecord<byte[], byte[]> record) {
		try {
			if (record.value() == null) {
				throw new InvalidEventException("The record has no value");
			}
			CloudEvent headers = CloudEvent.readFrom(record.headers());
			return new Delivery.Readable(record, headers, this.serializer.deserialize(record.topic(), record.value()));
		}
		catch (RuntimeException ex) {
			return new Delivery.Unreadable(record, ex);
		}
	}

	/**
	 * @return what is still to be looked at one by one: bad records, or everything
	 */
	private List<Delivery> processTogether(List<Delivery> deliveries, EventHandlers<?> handlers) {
		List<Delivery.Readable> readable = new ArrayList<>(deliveries.size());
		List<Delivery> bad = new ArrayList<>();
		for (Delivery delivery : deliveries) {
			switch (delivery) {
				case Delivery.Readable event -> readable.add(event);
				case Delivery.Unreadable record when isAtFault(record) -> bad.add(record);
				// It may be readable later: what comes behind it has to wait.
				case Delivery.Unreadable record -> {
					return deliveries;
				}
			}
		}
		try {
			handle(readable, handlers);
			return bad;
		}
		catch (RuntimeException ex) {
			log.debug("Batch rolled back, going record by record events={}", readable.size(), ex);
			return deliveries;
		}
	}

	private boolean isAtFault(Delivery.Unreadable delivery) {
		return this.failures.kindOf(delivery.cause()) == FailureKind.RECORD;
	}

	private void processEach(List<Delivery> deliveries, EventHandlers<?> handlers) {
		Map<TopicPartition, FailedRecord> stopped = new LinkedHashMap<>();
		Throwable outage = null;
		for (Delivery delivery : deliveries) {
			ConsumerRecord<byte[], byte[]> record = delivery.record();
			TopicPartition partition = new TopicPartition(record.topic(), record.partition());
			if (stopped.containsKey(partition)) {
				continue;
			}
			try {
				if (outage == null) {
					processOne(delivery, handlers);
				}
				else {
					stopped.put(partition, new FailedRecord(record, outage));
				}
			}
			catch (RuntimeException ex) {
				stopped.put(partition, new FailedRecord(record, ex));
				outage = (this.failures.kindOf(ex) == FailureKind.OUTAGE) ? ex : null;
			}
		}
		if (!stopped.isEmpty()) {
			throw new BatchFailedException(stopped.values());
		}
	}

	private void processOne(Delivery delivery, EventHandlers<?> handlers) {
		try {
			switch (delivery) {
				case Delivery.Readable event -> handle(List.of(event), handlers);
				case Delivery.Unreadable unreadable -> throw unreadable.cause();
			}
		}
		catch (RuntimeException ex) {
			if (this.failures.kindOf(ex) != FailureKind.RECORD) {
				throw ex;
			}
			this.deadLetters.write(new FailedRecord(delivery.record(), ex), 1);
		}
	}

	private void handle(List<Delivery.Readable> deliveries, EventHandlers<?> handlers) {
		if (deliveries.isEmpty()) {
			return;
		}
		int handled = this.transaction.execute((status) -> {
			Set<UUID> unseen = this.table
				.enter(deliveries.stream().map((delivery) -> delivery.headers().id()).toList());
			List<Delivery.Readable> fresh = deliveries.stream()
				.filter((delivery) -> unseen.remove(delivery.headers().id()))
				.toList();
			EventHandlers<?>.Batch effects = handlers.begin(fresh.stream().map(Delivery.Readable::event).toList());
			for (Delivery.Readable delivery : fresh) {
				this.tracing.processing(delivery.record(), delivery.headers(),
						() -> effects.handle(delivery.event(), delivery.headers()));
			}
			effects.end();
			return fresh.size();
		});
		count(DUPLICATE, deliveries.size() - handled);
	}

	/** Counts deliveries that had no effect, by reason. */
	private void count(String reason, int skipped) {
		if (skipped > 0) {
			counterOf(reason).increment(skipped);
		}
	}

	private Counter counterOf(String reason) {
		return this.meters.counter("messaging.inbox.skipped", "reason", reason);
	}

}
