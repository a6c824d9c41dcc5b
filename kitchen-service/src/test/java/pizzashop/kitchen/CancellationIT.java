package pizzashop.kitchen;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import pizzashop.events.CancellationRequested;
import pizzashop.events.CookingStarted;
import pizzashop.events.OrderCancelled;
import pizzashop.events.OrderPlaced;
import pizzashop.events.OrderReady;
import pizzashop.events.OrderRejected;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@KitchenServiceTest
class CancellationIT {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	@Autowired
	private OrdersTopic topic;

	@Autowired
	private OvenSwitchboard oven;

	@Autowired
	private JdbcTemplate jdbc;

	@AfterEach
	void isRepaired() {
		this.oven.turn(false);
	}

	@Test
	void anOrderThatWaitsForTheOvenIsDiscardedOnce(CapturedOutput log) {
		UUID order = queuedUntil("now() + interval '1 hour'");

		requestCancellation(order);
		requestCancellation(order);
		awaitConsumedBehind(order);

		assertThat(this.topic.kitchensEventsOf(order)).singleElement().isInstanceOf(OrderCancelled.class);
		assertThat(statusOf(order)).isEqualTo("DISCARDED");
		assertThat(log).contains("Discarded          orderId=" + order);
	}

	@Test
	void anOrderThatComesAfterItsCancellationIsNeverCooked() {
		OrderPlaced placed = OrdersTopic.placed("Margherita");
		OrderPlaced refusable = OrdersTopic.placed("Hawaiian");

		requestCancellation(placed.getOrderId());
		requestCancellation(refusable.getOrderId());
		this.topic.publish(UUID.randomUUID(), placed);
		this.topic.publish(UUID.randomUUID(), refusable);
		awaitConsumedBehind(placed.getOrderId());
		awaitConsumedBehind(refusable.getOrderId());

		assertThat(this.topic.kitchensEventsOf(placed.getOrderId())).singleElement().isInstanceOf(OrderCancelled.class);
		assertThat(this.topic.kitchensEventsOf(refusable.getOrderId())).singleElement()
			.isInstanceOf(OrderCancelled.class);
		assertThat(statusOf(placed.getOrderId())).isEqualTo("DISCARDED");
		assertThat(this.topic.deadLettersOf(placed.getOrderId())).isEmpty();
	}

	@Test
	void anOrderThatIsInTheOvenOrRejectedIsTooLateToDiscard() {
		UUID cooked = this.topic.ordered("Marinara");
		UUID rejected = this.topic.ordered("Hawaiian");
		requestCancellation(cooked);
		requestCancellation(rejected);
		awaitConsumedBehind(rejected);

		await().atMost(PATIENCE).untilAsserted(() -> assertThat(this.topic.kitchensEventsOf(cooked)).hasSize(2));
		requestCancellation(cooked);
		awaitConsumedBehind(cooked);

		assertThat(this.topic.kitchensEventsOf(cooked)).hasExactlyElementsOfTypes(CookingStarted.class,
				OrderReady.class);
		assertThat(this.topic.kitchensEventsOf(rejected)).singleElement().isInstanceOf(OrderRejected.class);
	}

	@Test
	void anOrderGoesIntoTheOvenWhenItIsPrepared() {
		UUID order = queuedUntil("now() + interval '300 milliseconds'");

		awaitCooked(order);
		assertThat(this.jdbc.queryForMap("select started_at >= expected_start as waited from ticket where order_id = ?",
				order))
			.containsEntry("waited", true);
	}

	@Test
	void anOrderThatIsPreparedWaitsForAnOvenThatIsJammed() {
		this.oven.turn(true);
		UUID order = queuedUntil("now()");
		UUID discarded = queuedUntil("now()");

		requestCancellation(discarded);
		await().atMost(PATIENCE).untilAsserted(() -> assertThat(this.topic.kitchensEventsOf(discarded)).hasSize(1));
		assertThat(statusOf(order)).isEqualTo("QUEUED");
		this.oven.turn(false);

		awaitCooked(order);
		assertThat(statusOf(discarded)).isEqualTo("DISCARDED");
	}

	private UUID queuedUntil(String expectedStart) {
		UUID order = UUID.randomUUID();
		this.jdbc.update("""
				insert into ticket (order_id, status, pizzas, opened_at, expected_start)
				values (?, 'QUEUED', '1 × Diavola', now(), %s)""".formatted(expectedStart), order);
		return order;
	}

	private void requestCancellation(UUID order) {
		this.topic.publish(UUID.randomUUID(), new CancellationRequested(order, "Changed my mind", Instant.now()));
	}

	/** Until what stands behind all of an order's records has been consumed. */
	private void awaitConsumedBehind(UUID order) {
		UUID marker = this.topic.orderedIn(this.topic.placeOf(order).partition(), "Hawaiian");
		await().atMost(PATIENCE).untilAsserted(() -> assertThat(this.topic.kitchensEventsOf(marker)).hasSize(1));
	}

	private void awaitCooked(UUID order) {
		await().atMost(PATIENCE)
			.untilAsserted(() -> assertThat(this.topic.kitchensEventsOf(order))
				.hasExactlyElementsOfTypes(CookingStarted.class, OrderReady.class));
	}

	private String statusOf(UUID order) {
		return this.jdbc.queryForObject("select status from ticket where order_id = ?", String.class, order);
	}

}
