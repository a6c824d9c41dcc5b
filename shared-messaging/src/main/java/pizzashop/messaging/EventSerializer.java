package pizzashop.messaging;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.confluent.kafka.serializers.KafkaAvroDeserializer;
import io.confluent.kafka.serializers.KafkaAvroSerializer;
import io.confluent.kafka.serializers.subject.TopicRecordNameStrategy;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.util.ClassSecurityValidator;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.SerializationException;

/**
 * Events to bytes and back, in Confluent's wire format, with schemas that deployment has
 * registered: nothing is registered from here. Safe for use by several threads. Each
 * schema is asked for once and remembered, so a registry that goes away later is not
 * missed.
 */
public class EventSerializer implements AutoCloseable {

	static {
		// Avro makes objects only of classes it was told to trust, since a record's
		// schema names them.
		// Classes made from schemas hold data and nothing else.
		ClassSecurityValidator.setGlobal(ClassSecurityValidator.composite(ClassSecurityValidator.getGlobal(),
				SpecificRecord.class::isAssignableFrom));
	}

	private final RegistryClient registry;

	private final KafkaAvroSerializer serializer;

	private final KafkaAvroDeserializer deserializer;

	/**
	 * @param clientProperties Kafka's client properties, {@code schema.registry.url}
	 * among them
	 */
	public EventSerializer(Map<String, ?> clientProperties) {
		Map<String, Object> properties = new HashMap<>(clientProperties);
		properties.put("auto.register.schemas", false);
		properties.put("avro.remove.java.properties", true);
		properties.put("value.subject.name.strategy", TopicRecordNameStrategy.class.getName());
		properties.put("specific.avro.reader", true);
		properties.putIfAbsent("http.connect.timeout.ms", 2000);
		properties.putIfAbsent("http.read.timeout.ms", 5000);
		// Whoever asks tries again, and knows better how long to wait.
		properties.putIfAbsent("max.retries", 0);
		this.registry = new RegistryClient(List.of(String.valueOf(properties.get("schema.registry.url")).split(",")),
				properties);
		this.serializer = new KafkaAvroSerializer(this.registry);
		this.serializer.configure(properties, false);
		this.deserializer = new KafkaAvroDeserializer(this.registry);
		this.deserializer.configure(properties, false);
	}

	/**
	 * Asks the registry for a schema's id, which counts from now on.
	 * @throws IOException when it does not answer
	 * @throws RestClientException when it answers that it has none, or cannot tell
	 */
	int askForId(PublishedSchema schema) throws IOException, RestClientException {
		return this.registry.askForId(schema);
	}

	/** Takes a schema's id to be this one until the registry answers. */
	void assumeId(PublishedSchema schema, int id) {
		this.registry.assumeId(schema, id);
	}

	/**
	 * An event's bytes.
	 * @throws SerializationException when the registry does not know the schema or does
	 * not answer
	 */
	public byte[] serialize(String topic, SpecificRecord event) {
		return this.serializer.serialize(topic, event);
	}

	/**
	 * The event that bytes hold.
	 * @throws InvalidEventException when there are no bytes, or not those of an event
	 * that this service has a class for
	 * @throws SerializationException when they can't be read, or the registry does not
	 * answer: the cause tells
	 */
	public SpecificRecord deserialize(String topic, byte[] bytes) {
		if (read(topic, bytes) instanceof SpecificRecord event) {
			return event;
		}
		throw new InvalidEventException("Not an event: the record's value is empty or of another kind");
	}

	/** What the bytes break on before they are decoded comes out as it is. */
	private Object read(String topic, byte[] bytes) {
		try {
			return this.deserializer.deserialize(topic, bytes);
		}
		catch (KafkaException ex) {
			throw ex;
		}
		catch (RuntimeException ex) {
			throw new InvalidEventException("Not an event: the record's value cannot be read", ex);
		}
	}

	@Override
	public void close() {
		this.serializer.close();
		this.deserializer.close();
	}

}
