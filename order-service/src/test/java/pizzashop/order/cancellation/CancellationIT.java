package pizzashop.order.cancellation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import pizzashop.events.CancellationRequested;
import pizzashop.events.CookingStarted;
import pizzashop.events.OrderCancelled;
import pizzashop.events.OrderPlaced;
import pizzashop.events.OrderReady;
import pizzashop.events.OrderRejected;
import pizzashop.events.RefundIssued;
import pizzashop.order.Customers;
import pizzashop.order.OrderServiceTest;
import pizzashop.order.OrdersTopic;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@OrderServiceTest
class CancellationIT {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private static final Instant NOW = Instant.parse("2026-05-01T18:00:00Z");

	@Autowired
	private Customers customers;

	@Autowired
	private OrdersTopic topic;

	@Test
	void anOrderIsCancelledAndRefundedWhenTheKitchenHasDiscardedIt() {
		UUID order = this.customers.ordered("Margherita", 2);

		this.customers.cancel(order).expectStatus().isEqualTo(HttpStatus.ACCEPTED).expectBody().json("""
				{"orderId": "%s", "status": "CANCELLING", "timeline": [
				  {"event": "OrderPlaced"},
				  {"event": "CancellationRequested", "status": "CANCELLING", "detail": "You cancelled the order."}
				]}""".formatted(order));
		this.topic.publish(UUID.randomUUID(), new OrderCancelled(order, NOW));
		this.topic.publish(UUID.randomUUID(), new OrderCancelled(order, NOW));
		this.topic.awaitAllConsumed();
		this.topic.awaitAllPublished();

		this.customers.see(order).json("""
				{"status": "CANCELLED", "timeline": [
				  {"event": "OrderPlaced"}, {"event": "CancellationRequested"},
				  {"event": "OrderCancelled", "status": "CANCELLED", "at": "2026-05-01T18:00:00Z"},
				  {"event": "RefundIssued", "status": "CANCELLED", "detail": "Refund of 17.00 EUR"}
				]}""");
		assertThat(published(order, RefundIssued.class)).singleElement().satisfies((refund) -> {
			assertThat(refund.getAmount()).isEqualTo("17.00");
			assertThat(refund.getReason()).isEqualTo("You cancelled the order.");
		});
		assertThat(this.topic.tracesOf(order, OrderPlaced.class, CancellationRequested.class)).hasSize(1);
	}

	@Test
	void aCancellationThatIsRepeatedIsRequestedOnce() throws Exception {
		UUID order = this.customers.ordered("Funghi", 1);

		try (ExecutorService impatience = Executors.newVirtualThreadPerTaskExecutor()) {
			List<Future<?>> answers = IntStream.range(0, 8)
				.<Future<?>>mapToObj((number) -> impatience
					.submit(() -> this.customers.cancel(order).expectStatus().isEqualTo(HttpStatus.ACCEPTED)))
				.toList();
			for (Future<?> answer : answers) {
				answer.get();
			}
		}
		await().atMost(PATIENCE)
			.untilAsserted(() -> assertThat(published(order, CancellationRequested.class)).isNotEmpty());
		this.topic.publish(UUID.randomUUID(), new OrderCancelled(order, NOW));
		await().atMost(PATIENCE)
			.untilAsserted(() -> this.customers.see(order).jsonPath("$.status").isEqualTo("CANCELLED"));
		this.customers.cancel(order)
			.expectStatus()
			.isEqualTo(HttpStatus.ACCEPTED)
			.expectBody()
			.jsonPath("$.status")
			.isEqualTo("CANCELLED");

		this.topic.awaitAllPublished();
		assertThat(published(order, CancellationRequested.class)).singleElement()
			.extracting(CancellationRequested::getReason)
			.isEqualTo("You cancelled the order.");
	}

	@Test
	void whatTheKitchenHasTakenIntoItsHandsIsTooLateToCancel() {
		UUID cooking = this.customers.ordered("Diavola", 1);
		UUID ready = this.customers.ordered("Diavola", 1);
		UUID rejected = this.customers.ordered("Hawaiian", 1);
		this.topic.publish(UUID.randomUUID(), new CookingStarted(cooking, NOW, NOW));
		this.topic.publish(UUID.randomUUID(), new CookingStarted(ready, NOW, NOW));
		this.topic.publish(UUID.randomUUID(), new OrderReady(ready, NOW));
		this.topic.publish(UUID.randomUUID(), new OrderRejected(rejected, "Pineapple", NOW));
		this.topic.awaitAllConsumed();

		expectTooLate(cooking, "Too late to cancel: The order is in the oven already");
		expectTooLate(ready, "Too late to cancel: The order is ready already");
		expectTooLate(rejected, "Too late to cancel: The kitchen rejected the order, it is refunded");
		this.topic.awaitAllPublished();
		assertThat(List.of(cooking, ready, rejected))
			.allSatisfy((order) -> assertThat(published(order, CancellationRequested.class)).isEmpty());
	}

	@Test
	void whatNobodyOrderedCannotBeCancelled() {
		this.customers.cancel(UUID.randomUUID())
			.expectStatus()
			.isNotFound()
			.expectHeader()
			.contentType(MediaType.APPLICATION_PROBLEM_JSON);
	}

	@Test
	void aRequestThatWasTooLateEndsWithAPizza() {
		UUID order = this.customers.ordered("Marinara", 1);

		this.customers.cancel(order).expectStatus().isEqualTo(HttpStatus.ACCEPTED);
		this.topic.publish(UUID.randomUUID(), new CookingStarted(order, NOW, NOW));
		this.topic.publish(UUID.randomUUID(), new OrderReady(order, NOW));
		this.topic.awaitAllConsumed();

		this.customers.see(order).json("""
				{"status": "READY", "timeline": [
				  {"event": "OrderPlaced"}, {"event": "CancellationRequested", "status": "CANCELLING"},
				  {"event": "CookingStarted", "status": "COOKING"}, {"event": "OrderReady", "status": "READY"}
				]}""");
		this.topic.awaitAllPublished();
		assertThat(published(order, RefundIssued.class)).isEmpty();
	}

	private void expectTooLate(UUID order, String detail) {
		this.customers.cancel(order)
			.expectStatus()
			.isEqualTo(HttpStatus.CONFLICT)
			.expectHeader()
			.contentType(MediaType.APPLICATION_PROBLEM_JSON)
			.expectBody()
			.jsonPath("$.detail")
			.isEqualTo(detail);
	}

	private <E> List<E> published(UUID order, Class<E> type) {
		return this.topic.eventsOf(order)
			.stream()
			.map(OrdersTopic::decode)
			.filter(type::isInstance)
			.map(type::cast)
			.toList();
	}

}
