package pizzashop.order.kafka;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.uuid.Generators;
import jakarta.persistence.EntityManagerFactory;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.hibernate.SessionFactory;
import org.hibernate.stat.Statistics;
import org.junit.jupiter.api.Test;
import pizzashop.events.CookingStarted;
import pizzashop.events.OrderPlaced;
import pizzashop.events.OrderReady;
import pizzashop.events.OrderRejected;
import pizzashop.events.RefundIssued;
import pizzashop.order.Customers;
import pizzashop.order.OrderServiceTest;
import pizzashop.order.OrdersTopic;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@OrderServiceTest
class OrderEventsIT {

	private static final Instant NOW = Instant.parse("2026-05-01T18:00:00Z");

	@Autowired
	private Customers customers;

	@Autowired
	private OrdersTopic topic;

	@Autowired
	private KitchenEvents kitchenEvents;

	@Autowired
	private EntityManagerFactory entityManagers;

	@Test
	void anyAvroClientCanReadAPlacedOrder() {
		UUID order = this.customers.ordered("Margherita", 2);

		await().untilAsserted(() -> assertThat(this.topic.eventsOf(order)).hasSize(1));
		ConsumerRecord<byte[], byte[]> record = this.topic.eventsOf(order).getFirst();
		assertThat(OrdersTopic.decode(record)).isInstanceOfSatisfying(OrderPlaced.class, (placed) -> {
			assertThat(placed.getOrderId()).isEqualTo(order);
			assertThat(placed.getCustomer().getName()).isEqualTo("Ada");
			assertThat(placed.getCustomer().getEmail()).isEqualTo("ada@example.org");
			assertThat(placed.getLines()).singleElement().satisfies((line) -> {
				assertThat(line.getPizza()).isEqualTo("Margherita");
				assertThat(line.getQuantity()).isEqualTo(2);
				assertThat(line.getUnitPrice()).isEqualTo("8.50");
			});
			assertThat(placed.getTotal()).isEqualTo("17.00");
			assertThat(placed.getCurrency()).isEqualTo("EUR");
			this.customers.see(order).jsonPath("$.placedAt").isEqualTo(placed.getPlacedAt().toString());
		});
		assertThat(OrdersTopic.header(record, "ce_specversion")).isEqualTo("1.0");
		assertThat(UUID.fromString(OrdersTopic.header(record, "ce_id")).version()).isEqualTo(7);
		assertThat(OrdersTopic.header(record, "ce_source")).isEqualTo("/order-service");
		assertThat(OrdersTopic.header(record, "ce_type")).isEqualTo("pizzashop.events.OrderPlaced");
		assertThat(Instant.parse(OrdersTopic.header(record, "ce_time"))).isBeforeOrEqualTo(Instant.now());
		assertThat(OrdersTopic.header(record, "content-type")).isEqualTo("application/avro");
		// Flags: sampled, and since level 2 of the standard also that the trace id is
		// random.
		assertThat(OrdersTopic.header(record, "traceparent")).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-0[13]");
	}

	@Test
	void theKitchenMovesAnOrder() {
		UUID order = this.customers.ordered("Margherita", 1);

		this.topic.publish(newId(), new CookingStarted(order, NOW, NOW.plusSeconds(8)));
		awaitStatus(order, "COOKING");
		this.topic.publish(newId(), new OrderReady(order, NOW.plusSeconds(8)));
		awaitStatus(order, "READY");

		this.customers.see(order).json("""
				{"timeline": [
				  {"event": "OrderPlaced", "status": "CONFIRMED"},
				  {"event": "CookingStarted", "status": "COOKING", "at": "2026-05-01T18:00:00Z",
				   "detail": "Expected to be ready at 2026-05-01T18:00:08Z"},
				  {"event": "OrderReady", "status": "READY", "at": "2026-05-01T18:00:08Z", "detail": null}
				]}""");
	}

	@Test
	void aRejectedOrderIsRefundedOnce() {
		UUID order = this.customers.ordered("Hawaiian", 3);
		UUID rejection = newId();
		OrderRejected rejected = new OrderRejected(order, "Pineapple: we have standards.", NOW);

		this.topic.publish(rejection, rejected);
		this.topic.publish(rejection, rejected);
		this.topic.publish(newId(), rejected);
		this.topic.publish(newId(), new OrderReady(order, NOW));
		this.topic.awaitAllConsumed();
		this.topic.awaitAllPublished();

		assertThat(this.topic.eventsOf(order)).extracting(OrdersTopic::decode)
			.filteredOn(RefundIssued.class::isInstance)
			.singleElement()
			.isInstanceOfSatisfying(RefundIssued.class, (refund) -> {
				assertThat(refund.getAmount()).isEqualTo("33.00");
				assertThat(refund.getCurrency()).isEqualTo("EUR");
				assertThat(refund.getReason()).isEqualTo("Pineapple: we have standards.");
				assertThat(refund.getRefundId().version()).isEqualTo(7);
			});
		this.customers.see(order).json("""
				{"status": "REJECTED", "timeline": [
				  {"event": "OrderPlaced", "status": "CONFIRMED"},
				  {"event": "OrderRejected", "status": "REJECTED", "detail": "Pineapple: we have standards."},
				  {"event": "RefundIssued", "status": "REJECTED", "detail": "Refund of 33.00 EUR"}
				]}""");
	}

	@Test
	void eventsThatComeAgainWhenTheInboxHasForgottenThemChangeNothing() {
		UUID cooked = this.customers.ordered("Margherita", 1);
		UUID rejected = this.customers.ordered("Hawaiian", 1);
		Map<UUID, SpecificRecord> events = new LinkedHashMap<>();
		events.put(newId(), new CookingStarted(cooked, NOW, NOW.plusSeconds(8)));
		events.put(newId(), new OrderReady(cooked, NOW.plusSeconds(8)));
		events.put(newId(), new OrderRejected(rejected, "Pineapple: we have standards.", NOW));
		events.forEach(this.topic::publish);
		awaitStatus(cooked, "READY");
		awaitStatus(rejected, "REJECTED");
		this.topic.awaitAllPublished();
		Map<UUID, String> before = stateOf(cooked, rejected);
		assertThat(published(cooked)).containsExactlyInAnyOrder(OrderPlaced.class, CookingStarted.class,
				OrderReady.class);
		assertThat(published(rejected)).containsExactlyInAnyOrder(OrderPlaced.class, OrderRejected.class,
				RefundIssued.class);

		this.topic.forgetAllHeard();
		events.forEach(this.topic::publish);
		this.topic.awaitAllConsumed();
		this.topic.awaitAllPublished();

		assertThat(this.topic.heard()).containsAll(events.keySet());
		assertThat(stateOf(cooked, rejected)).isEqualTo(before);
		assertThat(published(cooked)).containsExactlyInAnyOrder(OrderPlaced.class, CookingStarted.class,
				OrderReady.class, CookingStarted.class, OrderReady.class);
		assertThat(published(rejected)).containsExactlyInAnyOrder(OrderPlaced.class, OrderRejected.class,
				RefundIssued.class, OrderRejected.class);
		assertThat(this.topic.deadLettersOf(cooked)).isEmpty();
		assertThat(this.topic.deadLettersOf(rejected)).isEmpty();
	}

	@Test
	void theStoryGoesOnWhenTheSameKeyIsUsedAgain() {
		String key = newId().toString();
		UUID order = Customers
			.idIn(this.customers.order("Funghi", 1).header("Idempotency-Key", key).exchange().returnResult());
		this.topic.publish(newId(), new CookingStarted(order, NOW, NOW.plusSeconds(8)));
		awaitStatus(order, "COOKING");

		this.customers.order("Funghi", 1)
			.header("Idempotency-Key", key)
			.exchange()
			.expectStatus()
			.isCreated()
			.expectHeader()
			.location("/orders/" + order)
			.expectBody()
			.jsonPath("$.status")
			.isEqualTo("CONFIRMED");
	}

	@Test
	void aBatchTakesAHandfulOfStatements() {
		List<UUID> orders = new ArrayList<>();
		List<ConsumerRecord<byte[], byte[]>> batch = new ArrayList<>();
		for (int i = 0; i < 30; i++) {
			UUID order = this.customers.ordered("Marinara", 1);
			orders.add(order);
			batch.add(delivered(new CookingStarted(order, NOW, NOW)));
		}
		Statistics statistics = this.entityManagers.unwrap(SessionFactory.class).getStatistics();
		statistics.setStatisticsEnabled(true);
		statistics.clear();

		this.kitchenEvents.on(batch);

		// lock the orders, read their timelines, update the orders, add to the timelines
		assertThat(statistics.getPrepareStatementCount()).isEqualTo(4);
		orders.forEach((order) -> this.customers.see(order).jsonPath("$.status").isEqualTo("COOKING"));
	}

	@Test
	void anOrderFromElsewhereStopsNothing() {
		UUID order = this.customers.ordered("Marinara", 1);

		this.kitchenEvents.on(List.of(delivered(new OrderReady(newId(), NOW)),
				delivered(new CookingStarted(order, NOW, NOW)), delivered(new OrderReady(order, NOW))));

		this.customers.see(order).jsonPath("$.status").isEqualTo("READY");
	}

	private void awaitStatus(UUID order, String status) {
		await().untilAsserted(() -> this.customers.see(order).jsonPath("$.status").isEqualTo(status));
	}

	/** Status and timeline of orders, as customers see them. */
	private Map<UUID, String> stateOf(UUID... orders) {
		return Stream.of(orders)
			.collect(Collectors.toMap(Function.identity(), (order) -> Objects
				.requireNonNull(this.customers.see("/orders/" + order).returnResult(String.class).getResponseBody())));
	}

	/** The types of all events of an order that stand on the topic. */
	private List<Class<?>> published(UUID order) {
		return this.topic.eventsOf(order)
			.stream()
			.<Class<?>>map((record) -> OrdersTopic.decode(record).getClass())
			.toList();
	}

	private ConsumerRecord<byte[], byte[]> delivered(SpecificRecord event) {
		return this.topic.delivered(newId(), event);
	}

	private static UUID newId() {
		return Generators.timeBasedEpochGenerator().generate();
	}

}
