package pizzashop.kitchen;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import pizzashop.contracts.EventCatalogue;
import pizzashop.contracts.Topics;
import pizzashop.events.CookingStarted;
import pizzashop.events.Customer;
import pizzashop.events.OrderLine;
import pizzashop.events.OrderPlaced;
import pizzashop.events.OrderReady;
import pizzashop.events.OrderRejected;
import pizzashop.messaging.CloudEvent;
import pizzashop.messaging.EventSerializer;
import pizzashop.testplatform.TestPlatform;
import pizzashop.testplatform.WithTestPlatform;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.kafka.core.KafkaTemplate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@SpringBootTest(properties = "kitchen.bake-time=300ms")
@WithTestPlatform(database = "kitchen")
@ExtendWith(OutputCaptureExtension.class)
class KitchenIT {

	@Autowired
	private KafkaTemplate<byte[], byte[]> kafka;

	@Autowired
	private EventSerializer serializer;

	@Autowired
	private JdbcTemplate jdbc;

	@Test
	void aMargheritaIsPutIntoTheOvenAndTakenOut(CapturedOutput log) {
		UUID order = send(placed("Margherita"));

		await().untilAsserted(() -> assertThat(kitchensEventsOf(order)).hasSize(2));
		var started = (CookingStarted) kitchensEventsOf(order).getFirst();
		var ready = (OrderReady) kitchensEventsOf(order).getLast();
		assertThat(started.getExpectedReadyAt()).isEqualTo(started.getStartedAt().plusMillis(300));
		assertThat(ready.getReadyAt()).isAfterOrEqualTo(started.getExpectedReadyAt());
		assertThat(log).contains("Ticket opened      orderId=" + order + " pizzas=\"2 × Margherita\"")
			.contains("Into the oven      orderId=" + order)
			.contains("Out of the oven    orderId=" + order);
	}

	@Test
	void aHawaiianIsRejected(CapturedOutput log) {
		UUID order = send(placed("Hawaiian"));

		await().untilAsserted(() -> assertThat(kitchensEventsOf(order)).hasSize(1));
		var rejected = (OrderRejected) kitchensEventsOf(order).getFirst();
		assertThat(rejected.getReason()).isEqualTo("Pineapple: we have standards.");
		assertThat(log).containsPattern("Rejected +orderId=" + order + " .*we have standards");
	}

	@Test
	void oneBadPizzaIsEnoughToRejectTheOrder() {
		UUID order = send(placed("Margherita", "Hawaiian"));

		await().untilAsserted(() -> assertThat(kitchensEventsOf(order)).hasSize(1));
		assertThat(kitchensEventsOf(order).getFirst()).isInstanceOf(OrderRejected.class);
	}

	@Test
	void anOrderIsCookedOnceHoweverOftenItArrives() {
		OrderPlaced placed = placed("Funghi");
		UUID event = UUID.randomUUID();
		send(placed, event);
		send(placed, event);
		UUID order = send(placed, UUID.randomUUID());
		UUID marker = sendBehind(order);

		await().untilAsserted(() -> assertThat(kitchensEventsOf(marker)).isNotEmpty());
		await().untilAsserted(() -> assertThat(kitchensEventsOf(order)).hasSize(2));
		assertThat(typesOf(kitchensEventsOf(order))).containsExactly(CookingStarted.class, OrderReady.class);
	}

	@Test
	void aBacklogIsCookedWithoutLosingAnything() {
		List<UUID> orders = new ArrayList<>();
		IntStream.range(0, 300).forEach((number) -> orders.add(send(placed("Marinara"))));

		await().untilAsserted(() -> assertThat(
				this.jdbc.queryForObject("select count(*) from ticket where status = 'READY' and order_id = any (?)",
						Integer.class, (Object) orders.toArray(UUID[]::new)))
			.isEqualTo(300));
		await().untilAsserted(
				() -> assertThat(this.jdbc.queryForObject("select count(*) from outbox", Integer.class)).isZero());
		List<SpecificRecord> events = kitchensEvents();
		assertThat(orders).allSatisfy((order) -> assertThat(typesOf(ofOrder(events, order)))
			.containsExactly(CookingStarted.class, OrderReady.class));
	}

	@Test
	void whatAnotherInstanceLeftInTheOvenIsTakenOut() {
		UUID order = UUID.randomUUID();

		this.jdbc.update("""
				insert into ticket (order_id, status, pizzas, opened_at, expected_ready_at)
				values (?, 'COOKING', '1 × Diavola', now(), now())""", order);

		await().untilAsserted(() -> assertThat(kitchensEventsOf(order)).hasSize(1));
		assertThat(kitchensEventsOf(order).getFirst()).isInstanceOf(OrderReady.class);
	}

	private UUID send(OrderPlaced placed) {
		return send(placed, UUID.randomUUID());
	}

	private UUID send(OrderPlaced placed, UUID event) {
		return send(placed, event, null);
	}

	/** Another order, in the same partition. */
	private UUID sendBehind(UUID order) {
		int partition = TestPlatform.recordsOf(Topics.PIZZA_ORDERS)
			.stream()
			.filter((record) -> new String(record.key(), UTF_8).equals(order.toString()))
			.findFirst()
			.orElseThrow()
			.partition();
		return send(placed("Margherita"), UUID.randomUUID(), partition);
	}

	private UUID send(OrderPlaced placed, UUID event, Integer partition) {
		ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(Topics.PIZZA_ORDERS, partition,
				placed.getOrderId().toString().getBytes(UTF_8), this.serializer.serialize(Topics.PIZZA_ORDERS, placed));
		new CloudEvent(event, "/order-service", OrderPlaced.getClassSchema().getFullName(), Instant.now(), null)
			.writeTo(record.headers());
		this.kafka.send(record).join();
		return placed.getOrderId();
	}

	private static OrderPlaced placed(String... pizzas) {
		BigDecimal price = new BigDecimal("8.50");
		return new OrderPlaced(UUID.randomUUID(), new Customer("Ada", "ada@example.com"),
				List.of(pizzas).stream().map((pizza) -> new OrderLine(pizza, 2, price)).toList(), price, "EUR",
				Instant.now());
	}

	private List<SpecificRecord> kitchensEventsOf(UUID order) {
		return ofOrder(kitchensEvents(), order);
	}

	private static List<SpecificRecord> ofOrder(List<SpecificRecord> events, UUID order) {
		return events.stream().filter((event) -> EventCatalogue.orderIdOf(event).equals(order)).toList();
	}

	private static List<Class<?>> typesOf(List<SpecificRecord> events) {
		return events.stream().<Class<?>>map(SpecificRecord::getClass).toList();
	}

	private List<SpecificRecord> kitchensEvents() {
		return TestPlatform.recordsOf(Topics.PIZZA_ORDERS)
			.stream()
			.filter((record) -> CloudEvent.readFrom(record.headers()).source().equals("/kitchen-service"))
			.map((record) -> this.serializer.deserialize(record.topic(), record.value()))
			.toList();
	}

}
