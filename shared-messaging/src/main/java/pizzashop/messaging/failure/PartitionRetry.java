package pizzashop.messaging.failure;

import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadLocalRandom;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pizzashop.messaging.tracing.EventTracing;

import org.springframework.core.NestedExceptionUtils;
import org.springframework.kafka.listener.BatchInterceptor;
import org.springframework.kafka.listener.CommonErrorHandler;
import org.springframework.kafka.listener.ListenerUtils;
import org.springframework.kafka.listener.MessageListenerContainer;
import org.springframework.scheduling.concurrent.SimpleAsyncTaskScheduler;

/**
 * Retries a failed record in its place, so that order holds, and lets only its own
 * partition wait: the consumer goes back to the record, pauses the partition for the
 * backoff and keeps polling the others. No thread sleeps, so no wait counts against
 * {@code max.poll.interval.ms}. When the attempts are used up, the record becomes a dead
 * letter and the partition goes on behind it.
 * <p>
 * Spring Kafka's {@code DefaultErrorHandler} does not serve here: it forgets the attempts
 * at one partition when another partition's batch succeeds in between
 * (spring-projects/spring-kafka#4371).
 */
public class PartitionRetry implements CommonErrorHandler, BatchInterceptor<Object, Object>, AutoCloseable {

	private static final int LONGEST_LINE = 500;

	private static final Logger log = LoggerFactory.getLogger(PartitionRetry.class);

	/** One group's place in a partition. */
	private record Place(String group, TopicPartition partition) {
	}

	/** A partition's wait for its next attempt, which ends by itself. */
	private record Pause(MessageListenerContainer container, ScheduledFuture<?> end) {
	}

	private final Map<Place, FailingRecord> failing = new ConcurrentHashMap<>();

	/** The last pause of each, over or not. */
	private final Map<Place, Pause> pauses = new ConcurrentHashMap<>();

	private final Failures failures;

	private final DeadLetters deadLetters;

	private final RetryProperties properties;

	private final EventTracing tracing;

	private final MeterRegistry meters;

	private final Clock clock;

	private final SimpleAsyncTaskScheduler scheduler = new SimpleAsyncTaskScheduler();

	public PartitionRetry(Failures failures, DeadLetters deadLetters, RetryProperties properties, EventTracing tracing,
			MeterRegistry meters, Clock clock) {
		this.failures = failures;
		this.deadLetters = deadLetters;
		this.properties = properties;
		this.tracing = tracing;
		this.meters = meters;
		this.clock = clock;
		// From the beginning, or nobody sees the first one as an increase.
		List.of(FailureKind.values()).forEach(this::counterOf);
	}

	/** What a group is failing at, by partition; empty when all goes well. */
	public Map<TopicPartition, FailingRecord> failingOf(String group) {
		Map<TopicPartition, FailingRecord> failing = new HashMap<>();
		this.failing.forEach((place, record) -> {
			if (place.group().equals(group)) {
				failing.put(place.partition(), record);
			}
		});
		return failing;
	}

	@Override
	public @Nullable ConsumerRecords<Object, Object> intercept(ConsumerRecords<Object, Object> batch,
			Consumer<Object, Object> consumer) {
		return batch;
	}

	@Override
	public void success(ConsumerRecords<Object, Object> batch, Consumer<Object, Object> consumer) {
		if (!this.failing.isEmpty()) {
			String group = consumer.groupMetadata().groupId();
			batch.partitions().forEach((partition) -> this.failing.remove(new Place(group, partition)));
		}
	}

	/**
	 * Whoever gets a partition begins anew, at what was committed last: what failed here
	 * before it moved away may be done by now. The container would keep the pause of a
	 * partition that moved away, for ever if its end came meanwhile.
	 */
	@Override
	public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions,
			Runnable publishPause) {
		for (TopicPartition partition : partitions) {
			Place place = new Place(consumer.groupMetadata().groupId(), partition);
			this.failing.remove(place);
			Pause pause = this.pauses.remove(place);
			if (pause != null) {
				pause.end().cancel(false);
				pause.container().resumePartition(partition);
			}
		}
	}

	/** Makes the container hand over the whole batch, to be committed and sought here. */
	@Override
	public boolean seeksAfterHandling() {
		return true;
	}

	@Override
	public boolean isAckAfterHandle() {
		return false;
	}

	@Override
	public void handleBatch(Exception thrown, ConsumerRecords<?, ?> batch, Consumer<?, ?> consumer,
			MessageListenerContainer container, Runnable invokeListener) {
		Map<TopicPartition, FailedRecord> failed = failedOf(thrown, batch);
		Map<TopicPartition, OffsetAndMetadata> commits = new HashMap<>();
		for (TopicPartition partition : batch.partitions()) {
			if (!consumer.assignment().contains(partition)) {
				continue; // its new owner begins at what was committed last
			}
			Place place = new Place(consumer.groupMetadata().groupId(), partition);
			FailedRecord failure = failed.get(partition);
			if (failure == null) {
				this.failing.remove(place);
			}
			long next = (failure != null) ? afterFailure(failure, place, consumer, container)
					: batch.records(partition).getLast().offset() + 1;
			commits.put(partition, new OffsetAndMetadata(next));
		}
		commit(commits, consumer);
	}

	private static void commit(Map<TopicPartition, OffsetAndMetadata> commits, Consumer<?, ?> consumer) {
		try {
			try {
				consumer.commitSync(commits);
			}
			catch (WakeupException ex) {
				// meant for a poll, to let it know of a partition that goes on
				consumer.commitSync(commits);
			}
		}
		catch (RebalanceInProgressException | CommitFailedException ex) {
			log.info("Partitions are moving, some records will come again cause=\"{}\"", inOneLine(ex));
		}
	}

	/**
	 * Sends the consumer back to the record, or past it.
	 * @return the offset from which the partition goes on
	 */
	private long afterFailure(FailedRecord failure, Place place, Consumer<?, ?> consumer,
			MessageListenerContainer container) {
		long offset = failure.record().offset();
		FailureKind kind = this.failures.kindOf(failure.cause());
		FailingRecord failing = Objects
			.requireNonNull(this.failing.compute(place,
					(key, before) -> ((before != null && before.offset() == offset) ? before
							: FailingRecord.at(offset, this.clock.instant()))
						.failedAgain(kind, rootOf(failure.cause()))));
		if (isGivenUp(failing) && isWritten(failure, failing)) {
			this.failing.remove(place);
			consumer.seek(place.partition(), offset + 1);
			return offset + 1;
		}
		pause(failure, failing, place, container);
		consumer.seek(place.partition(), offset);
		return offset;
	}

	/** However long an outage is, it does not use up a record's attempts. */
	private boolean isGivenUp(FailingRecord failing) {
		return switch (failing.kind()) {
			case OUTAGE -> false;
			case HANDLER -> failing.failedOfItsOwn() >= this.properties.attempts();
			case RECORD -> true;
		};
	}

	private boolean isWritten(FailedRecord failure, FailingRecord failing) {
		try {
			this.deadLetters.write(failure, failing.failedOfItsOwn());
			return true;
		}
		catch (RuntimeException ex) {
			log.warn("Dead letter not written, trying again {} cause=\"{}\"", placeOf(failure.record()), rootOf(ex));
			return false;
		}
	}

	private void pause(FailedRecord failure, FailingRecord failing, Place place, MessageListenerContainer container) {
		Duration pause = this.properties.pauseAfter(failing.failed(), ThreadLocalRandom.current().nextDouble());
		this.tracing.dealingWith(failure.record(), "schedule retry",
				() -> log.warn("Attempt {} failed, next in {} ms {} kind={} cause=\"{}\"", failing.failed(),
						pause.toMillis(), placeOf(failure.record()), failing.kind(), failing.cause()));
		counterOf(failing.kind()).increment();
		MessageListenerContainer own = ownContainerOf(place.partition(), container);
		own.pausePartition(place.partition());
		this.pauses.put(place, new Pause(own, this.scheduler.schedule(() -> own.resumePartition(place.partition()),
				this.scheduler.getClock().instant().plus(pause))));
	}

	/**
	 * Of several consumers in a container, each has one of its own. The container that
	 * they share would end a pause only with the consumer that has the partition by then.
	 */
	private static MessageListenerContainer ownContainerOf(TopicPartition partition, MessageListenerContainer shared) {
		return Objects.requireNonNullElse(shared.getContainerFor(partition.topic(), partition.partition()), shared);
	}

	private Counter counterOf(FailureKind kind) {
		return this.meters.counter("messaging.retries", "kind", kind.name());
	}

	/** A listener that did not say what failed has processed nothing. */
	private static Map<TopicPartition, FailedRecord> failedOf(Exception thrown, ConsumerRecords<?, ?> batch) {
		for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
			if (cause instanceof BatchFailedException failure) {
				return failure.failed();
			}
		}
		Map<TopicPartition, FailedRecord> failed = new HashMap<>();
		for (TopicPartition partition : batch.partitions()) {
			List<? extends ConsumerRecord<?, ?>> records = batch.records(partition);
			failed.put(partition, new FailedRecord(records.getFirst(), thrown));
		}
		return failed;
	}

	/**
	 * Sends the consumer back to what was committed last. It may have polled records that
	 * nobody got to see: the container repeats, after a rebalance, a commit in between,
	 * and when that fails the records are gone, with the consumer behind them. Should
	 * Kafka not say what was committed, nothing is polled until it does.
	 */
	@Override
	public void handleOtherException(Exception thrown, Consumer<?, ?> consumer, MessageListenerContainer container,
			boolean batchListener) {
		log.warn("Consumer goes back to what was committed last after cause=\"{}\"", rootOf(thrown));
		for (int failed = 1; container.isRunning(); failed++) {
			try {
				goBackToCommitted(consumer);
				return;
			}
			catch (WakeupException ex) {
				log.debug("Woken, asking again what was committed", ex);
			}
			catch (KafkaException ex) {
				log.warn("Not known what was committed, asking again cause=\"{}\"", rootOf(ex));
				sleep(this.properties.pauseAfter(failed, ThreadLocalRandom.current().nextDouble()), container);
			}
		}
	}

	/** Where nothing was committed yet, everything is still to be processed. */
	private static void goBackToCommitted(Consumer<?, ?> consumer) {
		consumer.committed(consumer.assignment()).forEach((partition, committed) -> {
			if (committed != null) {
				consumer.seek(partition, committed.offset());
			}
			else {
				consumer.seekToBeginning(List.of(partition));
			}
		});
	}

	/** Ends early when the container stops. */
	private static void sleep(Duration pause, MessageListenerContainer container) {
		try {
			ListenerUtils.stoppableSleep(container, pause.toMillis());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	static String placeOf(ConsumerRecord<?, ?> record) {
		return "record=" + record.topic() + "-" + record.partition() + "@" + record.offset();
	}

	private static String rootOf(Throwable failure) {
		return inOneLine(NestedExceptionUtils.getMostSpecificCause(failure));
	}

	/**
	 * What others sent or answered, fit for a log: it can neither begin a line of its own
	 * nor steer a terminal, and has at most 500 characters.
	 */
	public static String inOneLine(Object text) {
		String line = text.toString().replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]+", " ").strip();
		return (line.length() <= LONGEST_LINE) ? line : line.substring(0, LONGEST_LINE) + "…";
	}

	@Override
	public void close() {
		this.scheduler.close();
	}

}
