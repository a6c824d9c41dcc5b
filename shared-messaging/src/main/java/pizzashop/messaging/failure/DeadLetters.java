package pizzashop.messaging.failure;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.micrometer.core.instrument.MeterRegistry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pizzashop.messaging.CloudEvent;
import pizzashop.messaging.tracing.EventTracing;

import org.springframework.core.NestedExceptionUtils;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.core.KafkaTemplate;

/**
 * Writes what could not be processed to the dead-letter topic: key, value, headers and
 * partition byte for byte as they were, with headers {@code dlq_…} that say who failed,
 * where, when and why. A record that was redriven and fails again is the same letter, and
 * carries the headers of its last failure alone: it does not grow from round to round.
 * That a record was redriven, anybody may claim: it is believed only of a letter about a
 * record with the same key and value, see {@link DeadLetter}.
 */
public class DeadLetters {

	private static final Logger log = LoggerFactory.getLogger(DeadLetters.class);

	private final KafkaTemplate<byte[], byte[]> kafka;

	private final DeadLetterProperties properties;

	private final String group;

	private final EventTracing tracing;

	private final MeterRegistry meters;

	private final Clock clock;

	/**
	 * @param group the consumer group that fails
	 */
	public DeadLetters(KafkaTemplate<byte[], byte[]> kafka, DeadLetterProperties properties, String group,
			EventTracing tracing, MeterRegistry meters, Clock clock) {
		this.kafka = kafka;
		this.properties = properties;
		this.group = group;
		this.tracing = tracing;
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
		this.tracing.dealingWith(failure.record(), "publish dead letter", () -> writeInTrace(failure, attempts));
	}

	private void writeInTrace(FailedRecord failure, int attempts) {
		Throwable cause = NestedExceptionUtils.getMostSpecificCause(failure.cause());
		DeadLetter letter = letterOf(failure, cause, attempts);
		try {
			this.kafka.send(recordOf(letter, failure.record()))
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
		this.meters.counter("messaging.dead.letters", "group", this.group, "cause", cause.getClass().getSimpleName())
			.increment();
		log.error("Dead letter written letter={} round={} key={} {} group={} attempts={} cause=\"{}\"", letter.id(),
				letter.round(), PartitionRetry.inOneLine(String.valueOf(letter.key())),
				PartitionRetry.placeOf(failure.record()), this.group, attempts, PartitionRetry.inOneLine(cause));
	}

	private DeadLetter letterOf(FailedRecord failure, Throwable cause, int attempts) {
		ConsumerRecord<?, ?> record = failure.record();
		Optional<Redrive> redrive = Redrive.readFrom(record.headers())
			.filter((round) -> round.group().equals(this.group) && DeadLetter.isAbout(round.letter(), record));
		return new DeadLetter(redrive.map(Redrive::letter).orElseGet(() -> DeadLetter.idOf(this.group, record)),
				redrive.map(Redrive::round).orElse(0), this.group, CloudEvent.typeOf(record.headers()),
				DeadLetter.textOf((byte[]) record.key()), record.topic(), record.partition(), record.offset(),
				Instant.ofEpochMilli(record.timestamp()), Instant.now(this.clock), attempts, cause.getClass().getName(),
				String.valueOf(cause.getMessage()), chainOf(failure.cause()));
	}

	private ProducerRecord<byte[], byte[]> recordOf(DeadLetter letter, ConsumerRecord<?, ?> failed) {
		ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(this.properties.topic(), failed.partition(),
				(byte[]) failed.key(), (byte[]) failed.value());
		for (Header header : failed.headers()) {
			if (!DeadLetter.isOwn(header) && !Redrive.isOwn(header)) {
				record.headers().add(header);
			}
		}
		letter.writeTo(record.headers());
		return record;
	}

	private static List<String> chainOf(Throwable failure) {
		List<String> chain = new ArrayList<>();
		for (Throwable cause = failure; cause != null
				&& chain.size() < DeadLetter.MOST_CAUSES; cause = cause.getCause()) {
			chain.add(cause.toString());
		}
		return chain;
	}

}
