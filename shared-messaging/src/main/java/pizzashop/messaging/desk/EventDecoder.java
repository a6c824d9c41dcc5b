package pizzashop.messaging.desk;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.confluent.kafka.serializers.KafkaAvroDeserializer;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/**
 * Shows events for people to read, with the schema that they were written with: also
 * those of an older version, and those for which there is no class here.
 */
class EventDecoder implements AutoCloseable {

	private final KafkaAvroDeserializer deserializer = new KafkaAvroDeserializer();

	/**
	 * @param clientProperties Kafka's client properties, {@code schema.registry.url}
	 * among them
	 */
	EventDecoder(Map<String, ?> clientProperties) {
		Map<String, Object> properties = new HashMap<>(clientProperties);
		properties.put("specific.avro.reader", false);
		properties.put("avro.use.logical.type.converters", true);
		properties.putIfAbsent("http.connect.timeout.ms", 2000);
		properties.putIfAbsent("http.read.timeout.ms", 5000);
		properties.putIfAbsent("max.retries", 0);
		this.deserializer.configure(properties, false);
	}

	/**
	 * An event as maps, lists and values.
	 * @throws RuntimeException when the bytes are no event, or the registry does not
	 * answer
	 */
	Map<String, @Nullable Object> decode(String topic, byte @Nullable [] bytes) {
		if (this.deserializer.deserialize(topic, bytes) instanceof IndexedRecord event) {
			return fieldsOf(event);
		}
		throw new IllegalArgumentException("The record has no value, or one that is no event");
	}

	private static Map<String, @Nullable Object> fieldsOf(IndexedRecord event) {
		Map<String, @Nullable Object> fields = new LinkedHashMap<>();
		for (Schema.Field field : event.getSchema().getFields()) {
			fields.put(field.name(), valueOf(event.get(field.pos())));
		}
		return fields;
	}

	private static @Nullable Object valueOf(@Nullable Object value) {
		return switch (value) {
			case null -> null;
			case IndexedRecord inner -> fieldsOf(inner);
			case List<?> list -> list.stream().map(EventDecoder::valueOf).toList();
			case Number number -> number;
			case Boolean truth -> truth;
			default -> value.toString();
		};
	}

	@Override
	public void close() {
		this.deserializer.close();
	}

}
