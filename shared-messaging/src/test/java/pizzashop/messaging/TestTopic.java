package pizzashop.messaging;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Future;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import pizzashop.messaging.test.ThingHappened;
import pizzashop.testplatform.TestPlatform;

import static java.nio.charset.StandardCharsets.UTF_8;

/** A topic of a test's own on the real broker, with its schema in the real registry. */
public final class TestTopic implements AutoCloseable {

	private final String name;

	private final KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
			Map.of("bootstrap.servers", TestPlatform.bootstrapServers()), new ByteArraySerializer(),
			new ByteArraySerializer());

	private final EventSerializer serializer = new EventSerializer(
			Map.of("schema.registry.url", TestPlatform.registryUrl()));

	private TestTopic(String name) {
		this.name = name;
	}

	public static TestTopic create(String name, int partitions) throws Exception {
		return create(name, partitions, Map.of());
	}

	public static TestTopic create(String name, int partitions, Map<String, String> settings) throws Exception {
		try (Admin admin = Admin.create(Map.of("bootstrap.servers", TestPlatform.bootstrapServers()));
				CachedSchemaRegistryClient registry = new CachedSchemaRegistryClient(TestPlatform.registryUrl(), 10)) {
			admin.createTopics(List.of(new NewTopic(name, partitions, (short) 1).configs(settings))).all().get();
			registry.register(name + "-pizzashop.messaging.test.ThingHappened",
					new AvroSchema(ThingHappened.getClassSchema()
						.toString()
						.replace(",\"avro.java.string\":\"String\"", "")
						.replace("{\"type\":\"string\"}", "\"string\"")));
		}
		return new TestTopic(name);
	}

	public byte[] bytesOf(String thing, int number) {
		return this.serializer.serialize(this.name, new ThingHappened(thing, number, null));
	}

	/** An event as it should be, not sent yet. */
	public ProducerRecord<byte[], byte[]> event(int partition, String thing, int number) {
		return record(partition, thing, bytesOf(thing, number), "pizzashop.messaging.test.ThingHappened");
	}

	public ProducerRecord<byte[], byte[]> record(int partition, String key, byte[] value, String type) {
		ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(this.name, partition, key.getBytes(UTF_8), value);
		new CloudEvent(UUID.randomUUID(), "/test", type, Instant.now(), null).writeTo(record.headers());
		return record;
	}

	public void send(List<ProducerRecord<byte[], byte[]>> records) throws Exception {
		List<Future<RecordMetadata>> acknowledgements = records.stream().map(this.producer::send).toList();
		for (Future<RecordMetadata> acknowledgement : acknowledgements) {
			acknowledgement.get();
		}
	}

	/** Everything that is on the topic now. */
	public List<ConsumerRecord<byte[], byte[]>> content() {
		return new ArrayList<>(TestPlatform.recordsOf(this.name));
	}

	public ThingHappened decode(ConsumerRecord<byte[], byte[]> record) {
		return (ThingHappened) this.serializer.deserialize(this.name, record.value());
	}

	public String name() {
		return this.name;
	}

	@Override
	public void close() {
		this.producer.close();
		this.serializer.close();
	}

}
