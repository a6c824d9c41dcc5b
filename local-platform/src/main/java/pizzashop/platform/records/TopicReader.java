package pizzashop.platform.records;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import pizzashop.platform.process.PlatformException;

/**
 * Reads a topic from its beginning, as plain bytes and without a consumer group, and
 * remembers of each record what it is told to. For one thread.
 *
 * @param <T> what it remembers of a record
 */
public final class TopicReader<T> implements AutoCloseable {

	private static final Duration POLL = Duration.ofMillis(100);

	private static final Duration READ_DEADLINE = Duration.ofSeconds(20);

	private final String topic;

	private final KafkaConsumer<byte[], byte[]> consumer;

	private final List<TopicPartition> partitions;

	private final Function<ConsumerRecord<byte[], byte[]>, T> memory;

	private final List<T> read = new ArrayList<>();

	/**
	 * Begins at the beginning.
	 * @param memory makes of each record, as it is read, what is kept of it
	 * @throws PlatformException when Kafka or the topic is not there
	 */
	public TopicReader(String bootstrapServers, String topic, Function<ConsumerRecord<byte[], byte[]>, T> memory) {
		this.topic = topic;
		this.memory = memory;
		this.consumer = new KafkaConsumer<>(
				Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
						ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false,
						ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000,
						// the default is more than the launcher's whole memory
						ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 4 * 1024 * 1024),
				new ByteArrayDeserializer(), new ByteArrayDeserializer());
		try {
			this.partitions = this.consumer.partitionsFor(topic)
				.stream()
				.map((partition) -> new TopicPartition(topic, partition.partition()))
				.toList();
			if (this.partitions.isEmpty()) {
				throw new UnknownTopicOrPartitionException("There is no such topic");
			}
			this.consumer.assign(this.partitions);
			this.consumer.seekToBeginning(this.partitions);
		}
		catch (KafkaException ex) {
			this.consumer.close();
			throw new PlatformException("Cannot read " + topic + " from " + bootstrapServers + ": " + ex + ".", ex);
		}
	}

	/**
	 * Everything up to what is the end at this moment, in the order of each partition.
	 * @throws PlatformException when Kafka delivers nothing for 20 seconds
	 */
	public List<T> readToEnd() {
		long deadline = System.nanoTime() + READ_DEADLINE.toNanos();
		try {
			Map<TopicPartition, Long> ends = this.consumer.endOffsets(this.partitions);
			while (ends.entrySet().stream().anyMatch((end) -> this.consumer.position(end.getKey()) < end.getValue())) {
				if (System.nanoTime() - deadline > 0) {
					throw new PlatformException("Kafka delivered nothing of " + this.topic + " for "
							+ READ_DEADLINE.toSeconds() + " seconds.");
				}
				if (poll()) {
					deadline = System.nanoTime() + READ_DEADLINE.toNanos();
				}
			}
			return List.copyOf(this.read);
		}
		catch (KafkaException ex) {
			throw new PlatformException("Cannot read " + this.topic + ": " + ex + ".", ex);
		}
	}

	/**
	 * Reads until a condition holds.
	 * @param condition looks at {@link #readToEnd()}, or elsewhere
	 * @return what the condition found; empty when the time was over
	 * @throws PlatformException when Kafka refuses to deliver
	 */
	public <F> Optional<F> await(Duration atMost, Supplier<Optional<F>> condition) {
		long deadline = System.nanoTime() + atMost.toNanos();
		Optional<F> found = condition.get();
		try {
			while (found.isEmpty() && System.nanoTime() - deadline < 0) {
				poll();
				found = condition.get();
			}
			return found;
		}
		catch (KafkaException ex) {
			throw new PlatformException("Cannot read " + this.topic + ": " + ex + ".", ex);
		}
	}

	/** Whether something came. */
	private boolean poll() {
		ConsumerRecords<byte[], byte[]> records = this.consumer.poll(POLL);
		records.forEach((record) -> this.read.add(this.memory.apply(record)));
		return !records.isEmpty();
	}

	@Override
	public void close() {
		this.consumer.close();
	}

}
