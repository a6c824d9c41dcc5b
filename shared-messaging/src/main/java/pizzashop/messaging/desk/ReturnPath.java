package pizzashop.messaging.desk;

import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import pizzashop.messaging.failure.DeadLetter;

import org.springframework.core.NestedExceptionUtils;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.listener.MessageListenerContainer;

/**
 * The way of records back to where they stood. Anybody may have written where that was,
 * so it leads only to topics that the letters' group consumes.
 */
class ReturnPath {

	/** What Kafka says of a record that it will never take. */
	private static final List<Class<? extends Exception>> FAULTS_OF_A_RECORD = List.of(RecordTooLargeException.class,
			RecordBatchTooLargeException.class, InvalidRecordException.class, InvalidTopicException.class);

	private final String group;

	private final KafkaListenerEndpointRegistry listeners;

	private final KafkaTemplate<byte[], byte[]> kafka;

	private final Duration timeout;

	/**
	 * @param group whose letters go back
	 * @param timeout how long Kafka may take to acknowledge the records of one call
	 */
	ReturnPath(String group, KafkaListenerEndpointRegistry listeners, KafkaTemplate<byte[], byte[]> kafka,
			Duration timeout) {
		this.group = group;
		this.listeners = listeners;
		this.kafka = kafka;
		this.timeout = timeout;
	}

	/**
	 * Why a record cannot go back to where it stood; empty when there is such a place.
	 * @throws org.apache.kafka.common.KafkaException when Kafka does not say
	 */
	Optional<String> objectionTo(DeadLetter letter) {
		if (!isConsumed(letter.topic())) {
			return Optional.of("This service does not consume the topic " + letter.topic()
					+ ", where its record is said to have stood");
		}
		int partitions = this.kafka.partitionsFor(letter.topic()).size();
		return (letter.partition() < partitions) ? Optional.empty() : Optional.of("The topic " + letter.topic()
				+ " has " + partitions + " partitions, and none is " + letter.partition());
	}

	private boolean isConsumed(String topic) {
		return this.listeners.getListenerContainers()
			.stream()
			.filter((listener) -> this.group.equals(listener.getGroupId()))
			.anyMatch((listener) -> isConsumedBy(listener, topic));
	}

	private static boolean isConsumedBy(MessageListenerContainer listener, String topic) {
		String[] topics = listener.getContainerProperties().getTopics();
		return topics != null && Arrays.asList(topics).contains(topic);
	}

	/**
	 * Sends records back, and waits until Kafka has each or refuses it for good.
	 * @return why it refuses it; empty where Kafka has it
	 * @throws KafkaException when Kafka does not answer in time: any of them may be back,
	 * or not
	 */
	Map<Letter, Optional<String>> send(List<LetterTable.Stored> letters) {
		Map<Letter, CompletableFuture<Optional<String>>> answers = new LinkedHashMap<>();
		try {
			for (LetterTable.Stored stored : letters) {
				answers.put(stored.letter(), send(stored));
			}
			CompletableFuture.allOf(answers.values().toArray(CompletableFuture[]::new))
				.get(this.timeout.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new KafkaException("Interrupted while redriving", ex);
		}
		catch (ExecutionException | TimeoutException | KafkaException ex) {
			// What the producer still holds would be redriven although we say it is not.
			this.kafka.getProducerFactory().reset();
			throw new KafkaException("Kafka did not acknowledge a redriven record",
					new org.apache.kafka.common.errors.TimeoutException(ex));
		}
		Map<Letter, Optional<String>> objections = new LinkedHashMap<>();
		answers.forEach((letter, answer) -> objections.put(letter, answer.join()));
		return objections;
	}

	/** The producer itself throws what it need not ask the broker about. */
	private CompletableFuture<Optional<String>> send(LetterTable.Stored stored) {
		try {
			return this.kafka.send(stored.record().redriven(stored.letter().redriven()))
				.handle((sent, failure) -> (failure != null) ? faultOfTheRecord(failure) : Optional.empty());
		}
		catch (KafkaException ex) {
			return CompletableFuture.completedFuture(faultOfTheRecord(ex));
		}
	}

	/**
	 * @throws KafkaException when it is none
	 */
	private static Optional<String> faultOfTheRecord(Throwable failure) {
		Throwable cause = NestedExceptionUtils.getMostSpecificCause(failure);
		if (FAULTS_OF_A_RECORD.stream().noneMatch((fault) -> fault.isInstance(cause))) {
			throw new KafkaException("Not acknowledged", failure);
		}
		return Optional.of("Kafka does not take its record: " + cause.getMessage());
	}

}
