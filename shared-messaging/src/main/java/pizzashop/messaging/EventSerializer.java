package pizzashop.messaging;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.avro.AvroSchemaProvider;
import io.confluent.kafka.schemaregistry.avro.AvroSchemaUtils;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClientFactory;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.confluent.kafka.serializers.KafkaAvroDeserializer;
import io.confluent.kafka.serializers.KafkaAvroSerializer;
import io.confluent.kafka.serializers.subject.TopicRecordNameStrategy;
import io.confluent.kafka.serializers.subject.strategy.SubjectNameStrategy;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.util.ClassSecurityValidator;
import org.apache.kafka.common.errors.SerializationException;

import org.springframework.beans.BeanUtils;

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

	private static final SubjectNameStrategy SUBJECTS = new TopicRecordNameStrategy();

	private static final int MOST_SCHEMAS = 1000;

	private final SchemaRegistryClient registry;

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
		properties.put("value.subject.name.strategy", SUBJECTS.getClass().getName());
		properties.put("specific.avro.reader", true);
		properties.putIfAbsent("http.connect.timeout.ms", 2000);
		properties.putIfAbsent("http.read.timeout.ms", 5000);
		// Whoever asks tries again, and knows better how long to wait.
		properties.putIfAbsent("max.retries", 0);
		this.registry = SchemaRegistryClientFactory.newClient(
				List.of(String.valueOf(properties.get("schema.registry.url")).split(",")), MOST_SCHEMAS,
				List.of(new AvroSchemaProvider()), properties, Map.of());
		this.serializer = new KafkaAvroSerializer(this.registry);
		this.serializer.configure(properties, false);
		this.deserializer = new KafkaAvroDeserializer(this.registry);
		this.deserializer.configure(properties, false);
	}

	/**
	 * Asks for the schemas of the events that will be published, so that a registry that
	 * goes away before the first of them is not missed either.
	 * @throws SerializationException when the registry does not know one, or does not
	 * answer
	 */
	public void prepare(String topic, List<Class<? extends SpecificRecord>> types) {
		for (Class<? extends SpecificRecord> type : types) {
			AvroSchema schema = new AvroSchema(
					AvroSchemaUtils.getSchema(BeanUtils.instantiateClass(type), false, false, true));
			try {
				this.registry.getId(SUBJECTS.subjectName(topic, false, schema), schema);
			}
			catch (IOException | RestClientException ex) {
				throw new SerializationException("The registry has no id for the schema of " + schema.name(), ex);
			}
		}
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
		if (this.deserializer.deserialize(topic, bytes) instanceof SpecificRecord event) {
			return event;
		}
		throw new InvalidEventException("Not an event: the record's value is empty or of another kind");
	}

	@Override
	public void close() {
		this.serializer.close();
		this.deserializer.close();
	}

}
