package pizzashop.kitchen;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;
import pizzashop.contracts.EventCatalogue;
import pizzashop.contracts.Topics;
import pizzashop.events.Customer;
import pizzashop.events.OrderLine;
import pizzashop.events.OrderPlaced;
import pizzashop.messaging.CloudEvent;
import pizzashop.messaging.EventSerializer;
import pizzashop.testplatform.TestPlatform;

import org.springframework.boot.test.context.TestComponent;
import org.springframework.kafka.core.KafkaTemplate;

import static java.nio.charset.StandardCharsets.UTF_8;

/** The topics as another service sees them. */
@TestComponent
public class OrdersTopic {

	private final EventSerializer serializer;

	private final KafkaTemplate<byte[], byte[]> kafka;

	private final Map<UUID, RecordMetadata> places = new ConcurrentHashMap<>();

	OrdersTopic(EventSerializer serializer, KafkaTemplate<byte[], byte[]> kafka) {
		this.serializer = serializer;
		this.kafka = kafka;
	}

	/** An order of two of each of these pizzas. */
	public static OrderPlaced placed(String... pizzas) {
		BigDecimal price = new BigDecimal("8.50");
		return new OrderPlaced(UUID.randomUUID(), new Customer("Ada", "ada@example.com"),
				List.of(pizzas).stream().map((pizza) -> new OrderLine(pizza, 2, price)).toList(), price, "EUR",
				Instant.now());
	}

	/** Places an order and tells its id. */
	public UUID ordered(String... pizzas) {
		return publish(UUID.randomUUID(), placed(pizzas), null);
	}

	/** Places an order in a partition and tells its id. */
	public UUID orderedIn(int partition, String... pizzas) {
		return publish(UUID.randomUUID(), placed(pizzas), partition);
	}

	/** Publishes an event as order-service would, with this identity. */
	public UUID publish(UUID id, SpecificRecord event) {
		return publish(id, event, null);
	}

	/** Publishes an event as order-service would, in this trace context. */
	public UUID publishWithin(String traceparent, SpecificRecord event) {
		return publish(UUID.randomUUID(), event, null, traceparent);
	}

	private UUID publish(UUID id, SpecificRecord event, @Nullable Integer partition) {
		return publish(id, event, partition, null);
	}

	private UUID publish(UUID id, SpecificRecord event, @Nullable Integer partition, @Nullable String traceparent) {
		return publish(id, EventCatalogue.orderIdOf(event), event.getSchema().getFullName(),
				this.serializer.serialize(Topics.PIZZA_ORDERS, event), partition, traceparent);
	}

	/** Publishes what another version of order-service made into bytes. */
	public UUID publish(UUID order, String type, byte[] event) {
		return publish(UUID.randomUUID(), order, type, event, null, null);
	}

	private UUID publish(UUID id, UUID order, String type, byte[] event, @Nullable Integer partition,
			@Nullable String traceparent) {
		ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(Topics.PIZZA_ORDERS, partition,
				order.toString().getBytes(UTF_8), event);
		new CloudEvent(id, "/order-service", type, Instant.now(), traceparent).writeTo(record.headers());
		this.places.put(order, this.kafka.send(record).join().getRecordMetadata());
		return order;
	}

	/** Where an order was placed, last. */
	public RecordMetadata placeOf(UUID order) {
		return Objects.requireNonNull(this.places.get(order));
	}

	/** Sends a record once more, byte for byte. */
	public void redeliver(ConsumerRecord<byte[], byte[]> record) {
		this.kafka
			.send(new ProducerRecord<>(record.topic(), record.partition(), record.key(), record.value(),
					record.headers()))
			.join();
	}

	/** The trace contexts in which the kitchen has spoken of an order so far. */
	public List<String> traceparentsOf(UUID order) {
		return ofOrder(Topics.PIZZA_ORDERS, order).stream()
			.filter((record) -> sourceOf(record).equals("/kitchen-service"))
			.map((record) -> header(record, "traceparent"))
			.toList();
	}

	/** The record with which an order was placed. */
	public ConsumerRecord<byte[], byte[]> placementOf(UUID order) {
		return ofOrder(Topics.PIZZA_ORDERS, order).stream()
			.filter((record) -> sourceOf(record).equals("/order-service"))
			.findFirst()
			.orElseThrow();
	}

	/** What the kitchen has said of an order so far. */
	public List<SpecificRecord> kitchensEventsOf(UUID order) {
		return ofOrder(kitchensEvents(), order);
	}

	/** What the kitchen has said so far. */
	public List<SpecificRecord> kitchensEvents() {
		return TestPlatform.recordsOf(Topics.PIZZA_ORDERS)
			.stream()
			.filter((record) -> sourceOf(record).equals("/kitchen-service"))
			.map((record) -> this.serializer.deserialize(record.topic(), record.value()))
			.toList();
	}

	/** Those of the events that are about an order. */
	public static List<SpecificRecord> ofOrder(List<SpecificRecord> events, UUID order) {
		return events.stream().filter((event) -> EventCatalogue.orderIdOf(event).equals(order)).toList();
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

	private static String sourceOf(ConsumerRecord<byte[], byte[]> record) {
		return CloudEvent.readFrom(record.headers()).source();
	}

	/** The value of a header, as text. */
	public static String header(ConsumerRecord<?, ?> record, String name) {
		return new String(record.headers().lastHeader(name).value(), UTF_8);
	}

}
