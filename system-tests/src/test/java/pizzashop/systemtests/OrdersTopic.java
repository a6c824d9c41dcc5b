package pizzashop.systemtests;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

import io.confluent.kafka.serializers.KafkaAvroDeserializer;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import pizzashop.contracts.Topics;
import pizzashop.platform.Infrastructure;
import pizzashop.platform.records.TopicReader;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * What stands on pizza-orders, as somebody else's Avro client sees it: with the
 * registry's schemas alone, without a class of ours.
 */
final class OrdersTopic implements AutoCloseable {

	private final TopicReader<ConsumerRecord<byte[], byte[]>> reader;

	private final KafkaAvroDeserializer deserializer = new KafkaAvroDeserializer();

	OrdersTopic(Infrastructure infrastructure) {
		this.reader = new TopicReader<>(infrastructure.bootstrapServers(), Topics.PIZZA_ORDERS, Function.identity());
		this.deserializer.configure(Map.of("schema.registry.url", infrastructure.registryUrl()), false);
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

	/** Each event once: what was sent again has the same identity. */
	List<ConsumerRecord<byte[], byte[]>> records() {
		Set<String> seen = new HashSet<>();
		return this.reader.readToEnd()
			.stream()
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
