package pizzashop.messaging.failure;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.micrometer.core.instrument.MeterRegistry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.core.NestedExceptionUtils;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.core.KafkaTemplate;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Writes what could not be processed to the dead-letter topic: key, value, headers and
 * partition byte for byte as they were, with headers {@code dlq_…} that say who failed,
 * where, when and why. A record that comes a second time carries those of its last
 * failure alone, so it does not grow.
 */
public class DeadLetters {

	/** All headers of a dead letter's own begin so. */
	private static final String HEADER_PREFIX = "dlq_";

	private static final int LONGEST_HEADER = 1000;

	private static final int MOST_CAUSES = 10;

	private static final Logger log = LoggerFactory.getLogger(DeadLetters.class);

	private final KafkaTemplate<byte[], byte[]> kafka;

	private final DeadLetterProperties properties;

	private final String group;

	private final MeterRegistry meters;

	private final Clock clock;

	/**
	 * @param group the consumer group that fails
	 */
	public DeadLetters(KafkaTemplate<byte[], byte[]> kafka, DeadLetterProperties properties, String group,
			MeterRegistry meters, Clock clock) {
		this.kafka = kafka;
		this.properties = properties;
		this.group = group;
		this.meters = meters;
		this.clock = clock;
	}

	/**
	 * Writes a dead letter and waits until Kafka has it.
	 * @param attempts how often the record was tried
	 * @throws KafkaException when Kafka does not acknowledge it in time: the record must
	 * then be kept
	 */
	public void write(FailedRecord failure, int attempts) {
		Throwable cause = NestedExceptionUtils.getMostSpecificCause(failure.cause());
		try {
			this.kafka.send(letterOf(failure, cause, attempts))
				.get(this.properties.sendTimeout().toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new KafkaException("Interrupted while writing a dead letter", ex);
		}
		catch (ExecutionException | TimeoutException ex) {
			// What the producer still holds would come out later, beside the one that is
			// written instead.
			this.kafka.getProducerFactory().reset();
			throw new KafkaException("Kafka did not acknowledge a dead letter",
					new org.apache.kafka.common.errors.TimeoutException(ex));
		}
		this.meters.counter("messaging.dead.letters", "cause", cause.getClass().getSimpleName()).increment();
		log.error("Dead letter written key={} {} group={} attempts={} cause=\"{}\"", keyOf(failure.record()),
				PartitionRetry.placeOf(failure.record()), this.group, attempts, PartitionRetry.inOneLine(cause));
	}

	private ProducerRecord<byte[], byte[]> letterOf(FailedRecord failure, Throwable cause, int attempts) {
		ConsumerRecord<?, ?> record = failure.record();
		ProducerRecord<byte[], byte[]> letter = new ProducerRecord<>(this.properties.topic(), record.partition(),
				(byte[]) record.key(), (byte[]) record.value());
		for (Header header : record.headers()) {
			if (!header.key().startsWith(HEADER_PREFIX)) {
				letter.headers().add(header);
			}
		}
		put(letter.headers(), "group", this.group);
		put(letter.headers(), "topic", record.topic());
		put(letter.headers(), "partition", Integer.toString(record.partition()));
		put(letter.headers(), "offset", Long.toString(record.offset()));
		put(letter.headers(), "timestamp", Instant.ofEpochMilli(record.timestamp()).toString());
		put(letter.headers(), "failed_at", Instant.now(this.clock).toString());
		put(letter.headers(), "attempts", Integer.toString(attempts));
		put(letter.headers(), "exception", cause.getClass().getName());
		put(letter.headers(), "message", String.valueOf(cause.getMessage()));
		put(letter.headers(), "causes", String.join("\n", chainOf(failure.cause())));
		return letter;
	}

	private static List<String> chainOf(Throwable failure) {
		List<String> chain = new ArrayList<>();
		for (Throwable cause = failure; cause != null && chain.size() < MOST_CAUSES; cause = cause.getCause()) {
			chain.add(cause.toString());
		}
		return chain;
	}

	private static void put(Headers headers, String name, String value) {
		String bounded = (value.length() <= LONGEST_HEADER) ? value : value.substring(0, LONGEST_HEADER);
		headers.add(HEADER_PREFIX + name, bounded.getBytes(UTF_8));
	}

	private static String keyOf(ConsumerRecord<?, ?> record) {
		return (record.key() instanceof byte[] key) ? PartitionRetry.inOneLine(new String(key, UTF_8)) : "none";
	}

}
