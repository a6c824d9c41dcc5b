package pizzashop.order;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.confluent.kafka.serializers.KafkaAvroDeserializer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import pizzashop.contracts.EventCatalogue;
import pizzashop.contracts.Topics;
import pizzashop.messaging.CloudEvent;
import pizzashop.messaging.EventSerializer;
import pizzashop.platform.check.GroupLag;
import pizzashop.testplatform.TestPlatform;

import org.springframework.boot.test.context.TestComponent;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.core.KafkaTemplate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The topic as another service sees it: a plain Avro client on one end, the kitchen on
 * the other.
 */
@TestComponent
public class OrdersTopic {

	private final EventSerializer serializer;

	private final KafkaTemplate<byte[], byte[]> kafka;

	private final JdbcClient database;

	OrdersTopic(EventSerializer serializer, KafkaTemplate<byte[], byte[]> kafka, JdbcClient database) {
		this.serializer = serializer;
		this.kafka = kafka;
		this.database = database;
	}

	/** Waits until the service has nothing more to say. */
	public void awaitAllPublished() {
		await().untilAsserted(
				() -> assertThat(this.database.sql("select count(*) from outbox").query(Long.class).single()).isZero());
	}

	/** Waits until the service has heard all that was said. */
	public void awaitAllConsumed() {
		try (GroupLag lag = new GroupLag(TestPlatform.bootstrapServers())) {
			await().until(() -> lag.of("order-service") == 0);
		}
	}

	/** Lets the service forget what it has heard, as it does after a while. */
	public void forgetAllHeard() {
		this.database.sql("delete from inbox").update();
	}

	/** The events that the service remembers to have heard. */
	public List<UUID> heard() {
		return this.database.sql("select event_id from inbox").query(UUID.class).list();
	}

	/** The records of all events of an order so far. */
	public List<ConsumerRecord<byte[], byte[]>> eventsOf(UUID order) {
		return ofOrder(Topics.PIZZA_ORDERS, order);
	}

	/** The dead letters of an order so far. */
	public List<ConsumerRecord<byte[], byte[]>> deadLettersOf(UUID order) {
		return ofOrder(Topics.ORDERS_DLQ, order);
	}

	private static List<ConsumerRecord<byte[], byte[]>> ofOrder(String topic, UUID order) {
		return TestPlatform.recordsOf(topic)
			.stream()
			.filter((record) -> new String(record.key(), UTF_8).equals(order.toString()))
			.toList();
	}

	/** The event of a record, decoded by Confluent's own deserializer. */
	public static Object decode(ConsumerRecord<byte[], byte[]> record) {
		try (KafkaAvroDeserializer deserializer = new KafkaAvroDeserializer()) {
			deserializer.configure(
					Map.of("schema.registry.url", TestPlatform.registryUrl(), "specific.avro.reader", true), false);
			return deserializer.deserialize(record.topic(), record.value());
		}
	}

	/** The value of a header, as text. */
	public static String header(ConsumerRecord<?, ?> record, String name) {
		return new String(record.headers().lastHeader(name).value(), UTF_8);
	}

	/** The traces in which the service has published these events of an order. */
	public Set<String> tracesOf(UUID order, Class<?>... events) {
		return eventsOf(order).stream()
			.filter((record) -> Stream.of(events)
				.anyMatch((event) -> header(record, "ce_type").equals(event.getName())))
			.map((record) -> header(record, "traceparent").substring(3, 35))
			.collect(Collectors.toSet());
	}

	/** Publishes an event as the kitchen would, with this identity. */
	public void publish(UUID id, SpecificRecord event) {
		this.kafka.send(recordOf(id, event)).join();
	}

	/** The record of an event, as a consumer would get it. */
	public ConsumerRecord<byte[], byte[]> delivered(UUID id, SpecificRecord event) {
		ProducerRecord<byte[], byte[]> sent = recordOf(id, event);
		ConsumerRecord<byte[], byte[]> delivered = new ConsumerRecord<>(sent.topic(), 0, 0, sent.key(), sent.value());
		sent.headers().forEach(delivered.headers()::add);
		return delivered;
	}

	private ProducerRecord<byte[], byte[]> recordOf(UUID id, SpecificRecord event) {
		ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(Topics.PIZZA_ORDERS,
				EventCatalogue.orderIdOf(event).toString().getBytes(UTF_8),
				this.serializer.serialize(Topics.PIZZA_ORDERS, event));
		new CloudEvent(id, "/kitchen-service", event.getSchema().getFullName(), Instant.now(), null)
			.writeTo(record.headers());
		return record;
	}

}
