package pizzashop.messaging.failure;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.core.NestedExceptionUtils;
import org.springframework.kafka.listener.CommonErrorHandler;
import org.springframework.kafka.listener.MessageListenerContainer;
import org.springframework.scheduling.TaskScheduler;

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
public class PartitionRetry implements CommonErrorHandler {

	private static final Logger log = LoggerFactory.getLogger(PartitionRetry.class);

	/** How often the record at an offset has failed. */
	private record Attempts(long offset, int failed) {
	}

	private final Map<TopicPartition, Attempts> attempts = new ConcurrentHashMap<>();

	private final Failures failures;

	private final DeadLetters deadLetters;

	private final RetryProperties properties;

	private final TaskScheduler scheduler;

	public PartitionRetry(Failures failures, DeadLetters deadLetters, RetryProperties properties,
			TaskScheduler scheduler) {
		this.failures = failures;
		this.deadLetters = deadLetters;
		this.properties = properties;
		this.scheduler = scheduler;
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
			FailedRecord failure = failed.get(partition);
			long next = (failure != null) ? afterFailure(failure, consumer, container)
					: batch.records(partition).getLast().offset() + 1;
			commits.put(partition, new OffsetAndMetadata(next));
		}
		consumer.commitSync(commits);
	}

	/**
	 * Sends the consumer back to the record, or past it.
	 * @return the offset from which the partition goes on
	 */
	private long afterFailure(FailedRecord failure, Consumer<?, ?> consumer, MessageListenerContainer container) {
		TopicPartition partition = failure.partition();
		long next = failure.record().offset();
		int failed = countFailure(partition, next);
		if (isGivenUp(failure, failed)) {
			this.attempts.remove(partition);
			next++;
		}
		else {
			pause(failure, failed, container);
		}
		consumer.seek(partition, next);
		return next;
	}

	private int countFailure(TopicPartition partition, long offset) {
		return this.attempts.compute(partition, (key, before) -> (before != null && before.offset() == offset)
				? new Attempts(offset, before.failed() + 1) : new Attempts(offset, 1))
			.failed();
	}

	private boolean isGivenUp(FailedRecord failure, int failed) {
		if (this.failures.kindOf(failure.cause()) != FailureKind.HANDLER || failed < this.properties.attempts()) {
			return false;
		}
		try {
			this.deadLetters.write(failure, failed);
			return true;
		}
		catch (RuntimeException ex) {
			log.warn("Dead letter not written, trying again {} cause=\"{}\"", placeOf(failure.record()), rootOf(ex));
			return false;
		}
	}

	private void pause(FailedRecord failure, int failed, MessageListenerContainer container) {
		Duration pause = this.properties.pauseAfter(failed, ThreadLocalRandom.current().nextDouble());
		log.warn("Attempt {} failed, next in {} ms {} kind={} cause=\"{}\"", failed, pause.toMillis(),
				placeOf(failure.record()), this.failures.kindOf(failure.cause()), rootOf(failure.cause()));
		TopicPartition partition = failure.partition();
		container.pausePartition(partition);
		var unused = this.scheduler.schedule(() -> container.resumePartition(partition),
				this.scheduler.getClock().instant().plus(pause));
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

	@Override
	public void handleOtherException(Exception thrown, Consumer<?, ?> consumer, MessageListenerContainer container,
			boolean batchListener) {
		log.warn("Consumer goes on after cause=\"{}\"", rootOf(thrown));
	}

	static String placeOf(ConsumerRecord<?, ?> record) {
		return "record=" + record.topic() + "-" + record.partition() + "@" + record.offset();
	}

	private static String rootOf(Throwable failure) {
		return inOneLine(NestedExceptionUtils.getMostSpecificCause(failure));
	}

	/** What others answer must not begin a line of its own in our log. */
	static String inOneLine(Throwable failure) {
		return failure.toString().strip().replaceAll("\\R", " ");
	}

}
