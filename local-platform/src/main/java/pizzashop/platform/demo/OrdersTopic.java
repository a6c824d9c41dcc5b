package pizzashop.platform.demo;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import pizzashop.contracts.Topics;
import pizzashop.platform.process.PlatformException;
import pizzashop.platform.records.DeadLetter;
import pizzashop.platform.records.TopicReader;

/** Watches the topics, and puts onto them what a faulty or repeating producer would. */
final class OrdersTopic implements AutoCloseable {

	private static final String TYPE_HEADER = "ce_type";

	private static final String TYPE_PREFIX = "pizzashop.events.";

	private final TopicReader<ConsumerRecord<byte[], byte[]>> orders;

	private final TopicReader<ConsumerRecord<byte[], byte[]>> deadLetters;

	private final KafkaProducer<byte[], byte[]> producer;

	private final Admin admin;

	OrdersTopic(String bootstrapServers) {
		Map<String, Object> configuration = Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
		this.orders = new TopicReader<>(bootstrapServers, Topics.PIZZA_ORDERS, Function.identity());
		this.deadLetters = new TopicReader<>(bootstrapServers, Topics.ORDERS_DLQ, Function.identity());
		this.producer = new KafkaProducer<>(configuration, new ByteArraySerializer(), new ByteArraySerializer());
		this.admin = Admin.create(configuration);
	}

	/** The first event of a type about an order; empty when it does not come in time. */
	Optional<ConsumerRecord<byte[], byte[]>> awaitEvent(String orderId, String type, Duration atMost) {
		return this.orders.await(atMost,
				() -> this.orders.readToEnd().stream().filter((record) -> is(record, orderId, type)).findFirst());
	}

	/** How many events of a type about an order there are now. */
	long count(String orderId, String type) {
		return this.orders.readToEnd().stream().filter((record) -> is(record, orderId, type)).count();
	}

	/**
	 * Sends bytes that are not Avro, with headers in perfect order, where an order's
	 * events go.
	 * @param neighbour an event of that order
	 */
	RecordMetadata sendGarbage(ConsumerRecord<byte[], byte[]> neighbour, byte[] garbage) {
		ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(neighbour.topic(), neighbour.partition(),
				neighbour.key(), garbage);
		Map.of("ce_specversion", "1.0", "ce_id", UUID.randomUUID().toString(), "ce_source", "/demo", TYPE_HEADER,
				TYPE_PREFIX + "OrderPlaced", "ce_time", Instant.now().toString(), "content-type", "application/avro")
			.forEach((name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
		return send(record);
	}

	/** Sends an event once more: the same key, bytes and headers. */
	RecordMetadata sendAgain(ConsumerRecord<byte[], byte[]> event) {
		return send(
				new ProducerRecord<>(event.topic(), event.partition(), event.key(), event.value(), event.headers()));
	}

	private RecordMetadata send(ProducerRecord<byte[], byte[]> record) {
		try {
			return this.producer.send(record).get(30, TimeUnit.SECONDS);
		}
		catch (ExecutionException | TimeoutException ex) {
			throw new PlatformException("Kafka did not take a record: " + ex + ".", ex);
		}
		catch (InterruptedException ex) {
			throw PlatformException.interrupted("Sending a record");
		}
	}

	/**
	 * Waits until each of the groups has a dead letter with this key and exactly these
	 * bytes.
	 * @return the groups that have none when the time is over
	 */
	Set<String> groupsWithoutDeadLetter(Set<String> groups, byte[] key, byte[] value, Duration atMost) {
		this.deadLetters.await(atMost,
				() -> missing(groups, key, value).isEmpty() ? Optional.of(true) : Optional.empty());
		return missing(groups, key, value);
	}

	private Set<String> missing(Set<String> groups, byte[] key, byte[] value) {
		Set<String> missing = new HashSet<>(groups);
		this.deadLetters.readToEnd()
			.stream()
			.filter((record) -> Arrays.equals(record.key(), key) && Arrays.equals(record.value(), value))
			.forEach((record) -> missing.remove(DeadLetter.of(record).group()));
		return missing;
	}

	/**
	 * Waits until the groups have committed an offset behind a record.
	 * @return the groups that have not when the time is over
	 */
	Set<String> groupsNotPast(RecordMetadata record, Set<String> groups, Duration atMost) {
		this.orders.await(atMost, () -> notPast(record, groups).isEmpty() ? Optional.of(true) : Optional.empty());
		return notPast(record, groups);
	}

	private Set<String> notPast(RecordMetadata record, Set<String> groups) {
		Set<String> behind = new HashSet<>(groups);
		behind.removeIf(
				(group) -> committed(group, new TopicPartition(record.topic(), record.partition())) > record.offset());
		return behind;
	}

	private long committed(String group, TopicPartition partition) {
		try {
			Map<TopicPartition, OffsetAndMetadata> offsets = this.admin.listConsumerGroupOffsets(group)
				.partitionsToOffsetAndMetadata()
				.get(30, TimeUnit.SECONDS);
			OffsetAndMetadata offset = offsets.get(partition);
			return (offset != null) ? offset.offset() : -1;
		}
		catch (ExecutionException | TimeoutException ex) {
			throw new PlatformException("Kafka does not tell the offsets of " + group + ": " + ex + ".", ex);
		}
		catch (InterruptedException ex) {
			throw PlatformException.interrupted("Asking for the offsets of " + group);
		}
	}

	private static boolean is(ConsumerRecord<byte[], byte[]> record, String orderId, String type) {
		Header header = record.headers().lastHeader(TYPE_HEADER);
		return header != null && Arrays.equals(header.value(), bytes(TYPE_PREFIX + type))
				&& Arrays.equals(record.key(), bytes(orderId));
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	@Override
	public void close() {
		List.of(this.orders, this.deadLetters).forEach(TopicReader::close);
		this.producer.close();
		this.admin.close();
	}

}
