package pizzashop.kitchen;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import pizzashop.events.CookingStarted;
import pizzashop.events.OrderPlaced;
import pizzashop.events.OrderReady;
import pizzashop.events.OrderRejected;
import pizzashop.messaging.CloudEvent;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@KitchenServiceTest
class KitchenIT {

	@Autowired
	private OrdersTopic topic;

	@Autowired
	private JdbcTemplate jdbc;

	@Test
	void aMargheritaIsPutIntoTheOvenAndTakenOut(CapturedOutput log) {
		UUID order = this.topic.ordered("Margherita");

		await().untilAsserted(() -> assertThat(this.topic.kitchensEventsOf(order)).hasSize(2));
		var started = (CookingStarted) this.topic.kitchensEventsOf(order).getFirst();
		var ready = (OrderReady) this.topic.kitchensEventsOf(order).getLast();
		assertThat(started.getExpectedReadyAt()).isEqualTo(started.getStartedAt().plusMillis(300));
		assertThat(ready.getReadyAt()).isAfterOrEqualTo(started.getExpectedReadyAt());
		assertThat(log).contains("Ticket opened      orderId=" + order + " pizzas=\"2 × Margherita\"")
			.contains("Into the oven      orderId=" + order)
			.contains("Out of the oven    orderId=" + order);
	}

	@Test
	void whatBecomesOfAnOrderGoesOnInItsTraceHoweverMuchLater() {
		UUID order = this.topic.publishWithin("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
				OrdersTopic.placed("Margherita"));

		await().untilAsserted(() -> assertThat(this.topic.kitchensEventsOf(order)).hasSize(2));
		assertThat(this.topic.traceparentsOf(order)).doesNotHaveDuplicates()
			.allMatch((traceparent) -> traceparent.startsWith("00-4bf92f3577b34da6a3ce929d0e0e4736-"));
	}

	@Test
	void aHawaiianIsRejected(CapturedOutput log) {
		UUID order = this.topic.ordered("Hawaiian");

		await().untilAsserted(() -> assertThat(this.topic.kitchensEventsOf(order)).hasSize(1));
		var rejected = (OrderRejected) this.topic.kitchensEventsOf(order).getFirst();
		assertThat(rejected.getReason()).isEqualTo("Pineapple: we have standards.");
		assertThat(log).containsPattern("Rejected +orderId=" + order + " .*we have standards");
	}

	@Test
	void oneBadPizzaIsEnoughToRejectTheOrder() {
		UUID order = this.topic.ordered("Margherita", "Hawaiian");

		await().untilAsserted(() -> assertThat(this.topic.kitchensEventsOf(order)).hasSize(1));
		assertThat(this.topic.kitchensEventsOf(order).getFirst()).isInstanceOf(OrderRejected.class);
	}

	@Test
	void anOrderIsCookedOnceHoweverOftenItArrives() {
		OrderPlaced placed = OrdersTopic.placed("Funghi");
		UUID event = UUID.randomUUID();
		this.topic.publish(event, placed);
		this.topic.publish(event, placed);
		UUID order = this.topic.publish(UUID.randomUUID(), placed);
		UUID marker = orderedBehind(order);

		await().untilAsserted(() -> assertThat(this.topic.kitchensEventsOf(marker)).isNotEmpty());
		await().untilAsserted(() -> assertThat(this.topic.kitchensEventsOf(order)).hasSize(2));
		assertThat(typesOf(this.topic.kitchensEventsOf(order))).containsExactly(CookingStarted.class, OrderReady.class);
		assertThat(this.topic.deadLettersOf(order)).isEmpty();
	}

	@Test
	void anEventThatComesAgainWhenTheInboxHasForgottenItChangesNothing() {
		List<UUID> orders = List.of(this.topic.ordered("Margherita"), this.topic.ordered("Hawaiian"));
		await().untilAsserted(() -> assertThat(this.topic.kitchensEventsOf(orders.getFirst())).hasSize(2));
		await().untilAsserted(() -> assertThat(this.topic.kitchensEventsOf(orders.getLast())).hasSize(1));
		List<List<SpecificRecord>> events = orders.stream().map(this.topic::kitchensEventsOf).toList();
		List<Map<String, Object>> tickets = ticketsOf(orders);

		this.jdbc.update("delete from inbox");
		orders.stream().map(this.topic::placementOf).forEach(this.topic::redeliver);
		List<UUID> markers = orders.stream().map(this::orderedBehind).toList();

		await().untilAsserted(() -> assertThat(markers)
			.allSatisfy((marker) -> assertThat(this.topic.kitchensEventsOf(marker)).hasSize(2)));
		assertThat(orders).allSatisfy((order) -> {
			assertThat(isInInbox(this.topic.placementOf(order))).isTrue();
			assertThat(this.topic.deadLettersOf(order)).isEmpty();
		});
		assertThat(ticketsOf(orders)).hasSize(2).isEqualTo(tickets);
		assertThat(this.jdbc.queryForObject("select count(*) from outbox", Integer.class)).isZero();
		assertThat(orders).map(this.topic::kitchensEventsOf).isEqualTo(events);
	}

	@Test
	void aBacklogIsCookedWithoutLosingAnything() {
		List<UUID> orders = new ArrayList<>();
		IntStream.range(0, 300).forEach((number) -> orders.add(this.topic.ordered("Marinara")));

		await().untilAsserted(() -> assertThat(
				this.jdbc.queryForObject("select count(*) from ticket where status = 'READY' and order_id = any (?)",
						Integer.class, (Object) orders.toArray(UUID[]::new)))
			.isEqualTo(300));
		await().untilAsserted(
				() -> assertThat(this.jdbc.queryForObject("select count(*) from outbox", Integer.class)).isZero());
		List<SpecificRecord> events = this.topic.kitchensEvents();
		assertThat(orders).allSatisfy((order) -> assertThat(typesOf(OrdersTopic.ofOrder(events, order)))
			.containsExactly(CookingStarted.class, OrderReady.class));
	}

	@Test
	void whatAnotherInstanceLeftInTheOvenIsTakenOut() {
		UUID order = UUID.randomUUID();

		this.jdbc.update("""
				insert into ticket (order_id, status, pizzas, opened_at, expected_ready_at)
				values (?, 'COOKING', '1 × Diavola', now(), now())""", order);

		await().untilAsserted(() -> assertThat(this.topic.kitchensEventsOf(order)).hasSize(1));
		assertThat(this.topic.kitchensEventsOf(order).getFirst()).isInstanceOf(OrderReady.class);
	}

	/** Another order, in the same partition. */
	private UUID orderedBehind(UUID order) {
		return this.topic.orderedIn(this.topic.placeOf(order).partition(), "Margherita");
	}

	private List<Map<String, Object>> ticketsOf(List<UUID> orders) {
		return this.jdbc.queryForList("select * from ticket where order_id = any (?) order by order_id",
				(Object) orders.toArray(UUID[]::new));
	}

	private boolean isInInbox(ConsumerRecord<byte[], byte[]> record) {
		return this.jdbc.queryForList("select event_id from inbox", UUID.class)
			.contains(CloudEvent.readFrom(record.headers()).id());
	}

	private static List<Class<?>> typesOf(List<SpecificRecord> events) {
		return events.stream().<Class<?>>map(SpecificRecord::getClass).toList();
	}

}
