package pizzashop.systemtests;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.confluent.kafka.serializers.KafkaAvroDeserializer;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import pizzashop.contracts.Topics;
import pizzashop.platform.records.TopicReader;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * What stands on pizza-orders, as somebody else's Avro client sees it: with the
 * registry's schemas alone, without a class of ours.
 */
final class OrdersTopic implements AutoCloseable {

	private final TopicReader<ConsumerRecord<byte[], byte[]>> reader;

	private final KafkaAvroDeserializer deserializer = new KafkaAvroDeserializer();

	private final RunningShop shop;

	OrdersTopic(RunningShop shop) {
		this.shop = shop;
		this.reader = new TopicReader<>(shop.infrastructure().bootstrapServers(), Topics.PIZZA_ORDERS,
				Function.identity());
		this.deserializer.configure(Map.of("schema.registry.url", shop.infrastructure().registryUrl()), false);
	}

	/** All events of an order so far. */
	List<GenericRecord> eventsOf(String orderId) {
		return records().stream()
			.filter((record) -> new String(record.key(), UTF_8).equals(orderId))
			.map(this::decode)
			.toList();
	}

	/** The names of all events of an order so far. */
	List<String> eventNamesOf(String orderId) {
		return eventsOf(orderId).stream().map((event) -> event.getSchema().getName()).toList();
	}

	/** The only event of a type of an order. */
	ConsumerRecord<byte[], byte[]> eventOf(String orderId, String type) {
		List<ConsumerRecord<byte[], byte[]>> events = records().stream()
			.filter((record) -> new String(record.key(), UTF_8).equals(orderId))
			.filter((record) -> decode(record).getSchema().getName().equals(type))
			.toList();
		if (events.size() != 1) {
			throw new IllegalStateException(events.size() + " " + type + " of order " + orderId);
		}
		return events.getFirst();
	}

	/** Puts an event onto the topic once more: the same key, bytes and headers. */
	void sendAgain(ConsumerRecord<byte[], byte[]> event) {
		try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
				Map.of("bootstrap.servers", this.shop.infrastructure().bootstrapServers()), new ByteArraySerializer(),
				new ByteArraySerializer())) {
			producer
				.send(new ProducerRecord<>(event.topic(), event.partition(), event.key(), event.value(),
						event.headers()))
				.get(30, TimeUnit.SECONDS);
		}
		catch (InterruptedException | ExecutionException | TimeoutException ex) {
			throw new IllegalStateException("Kafka did not take an event again", ex);
		}
	}

	/** The orders so far, and the partition of each. */
	Map<String, Integer> orders() {
		return records().stream()
			.collect(Collectors.toMap((record) -> new String(record.key(), UTF_8), ConsumerRecord::partition,
					(partition, same) -> partition));
	}

	/**
	 * Each event once: what was sent again has the same identity. What a test planted is
	 * none.
	 */
	List<ConsumerRecord<byte[], byte[]>> records() {
		Set<String> seen = new HashSet<>();
		Set<String> planted = this.shop.planted();
		return this.reader.readToEnd()
			.stream()
			.filter((record) -> !planted.contains(new String(record.key(), UTF_8)))
			.filter((record) -> seen.add(new String(record.headers().lastHeader("ce_id").value(), UTF_8)))
			.toList();
	}

	GenericRecord decode(ConsumerRecord<byte[], byte[]> record) {
		return (GenericRecord) this.deserializer.deserialize(record.topic(), record.value());
	}

	@Override
	public void close() {
		this.reader.close();
		this.deserializer.close();
	}

}
