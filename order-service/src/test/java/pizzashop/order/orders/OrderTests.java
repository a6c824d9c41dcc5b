package pizzashop.order.orders;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import pizzashop.order.menu.Money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static pizzashop.order.orders.OrderStatus.CONFIRMED;
import static pizzashop.order.orders.OrderStatus.COOKING;
import static pizzashop.order.orders.OrderStatus.READY;
import static pizzashop.order.orders.OrderStatus.REJECTED;

class OrderTests {

	private static final Instant EARLY = Instant.parse("2026-05-01T18:00:00Z");

	private static final Instant LATER = EARLY.plusSeconds(60);

	private static final Instant LATEST = LATER.plusSeconds(60);

	private static final Customer ADA = new Customer("Ada", "ada@example.org");

	/** What the kitchen can say about an order. */
	private static final Map<String, Predicate<Order>> EVENTS = Map.of("CookingStarted",
			(order) -> order.startCooking(LATER, LATEST), "OrderReady", (order) -> order.finish(LATER), "OrderRejected",
			(order) -> order.reject("We have standards", LATER, LATEST));

	/** How an order gets into each status. */
	private static final Map<OrderStatus, List<String>> HISTORIES = Map.of(CONFIRMED, List.of(), COOKING,
			List.of("CookingStarted"), READY, List.of("CookingStarted", "OrderReady"), REJECTED,
			List.of("OrderRejected"));

	@Test
	void aPlacedOrderIsConfirmed() {
		Order order = Order.place(ADA, List.of(line("Margherita", 2, "8.50"), line("Funghi", 1, "10.00")), EARLY);

		assertThat(order.status()).isEqualTo(CONFIRMED);
		assertThat(order.total()).isEqualTo(Money.euros("27.00"));
		assertThat(order.getId().version()).isEqualTo(7);
		assertThat(order.timeline())
			.containsExactly(new TimelineEntry(EARLY, "OrderPlaced", CONFIRMED, "Total 27.00 EUR"));
		assertThat(order.events()).containsExactly(
				new OrderEvent.OrderPlaced(order.getId(), EARLY, ADA, order.lines(), Money.euros("27.00")));
	}

	@Test
	void anOrderHasLines() {
		assertThatIllegalArgumentException().isThrownBy(() -> Order.place(ADA, List.of(), EARLY));
		assertThatIllegalArgumentException().isThrownBy(() -> line("Margherita", 0, "8.50"));
	}

	@Test
	void timesAreThoseThatTheDatabaseKeeps() {
		Order order = Order.place(ADA, List.of(line("Margherita", 1, "8.50")), EARLY.plusNanos(1_999));

		assertThat(order.placedAt()).isEqualTo(EARLY.plusNanos(1_000));
	}

	static Stream<Arguments> edges() {
		return Stream.of(arguments(CONFIRMED, "CookingStarted", COOKING),
				arguments(CONFIRMED, "OrderRejected", REJECTED), arguments(COOKING, "OrderReady", READY));
	}

	@ParameterizedTest
	@MethodSource("edges")
	void anEventThatFitsMovesTheOrder(OrderStatus before, String event, OrderStatus after) {
		Order order = orderThatIs(before);

		assertThat(happens(order, event)).isTrue();
		assertThat(order.status()).isEqualTo(after);
		assertThat(order.timeline()).extracting(TimelineEntry::event).contains(event);
		assertThat(order.events()).extracting(OrderEvent::name).contains(event);
	}

	static Stream<Arguments> everythingElse() {
		List<List<Object>> edges = edges().map((edge) -> List.of(edge.get()[0], edge.get()[1])).toList();
		return Stream.of(OrderStatus.values())
			.flatMap((status) -> EVENTS.keySet()
				.stream()
				.filter((event) -> !edges.contains(List.of(status, event)))
				.map((event) -> arguments(status, event)));
	}

	@ParameterizedTest
	@MethodSource("everythingElse")
	void anEventThatComesTwiceOrLateChangesNothing(OrderStatus before, String event) {
		Order order = orderThatIs(before);
		List<TimelineEntry> timeline = order.timeline();

		assertThat(happens(order, event)).isFalse();
		assertThat(order.status()).isEqualTo(before);
		assertThat(order.timeline()).isEqualTo(timeline);
		assertThat(order.events()).isEmpty();
	}

	@Test
	void aRejectedOrderIsRefundedInFull() {
		Order order = orderThatIs(CONFIRMED);

		order.reject("Pineapple: we have standards.", LATER, LATEST);

		assertThat(order.timeline())
			.extracting(TimelineEntry::at, TimelineEntry::event, TimelineEntry::status, TimelineEntry::detail)
			.endsWith(tuple(LATER, "OrderRejected", REJECTED, "Pineapple: we have standards."),
					tuple(LATEST, "RefundIssued", REJECTED, "Refund of 17.00 EUR"));
		assertThat(order.events()).last(InstanceOfAssertFactories.type(OrderEvent.RefundIssued.class))
			.satisfies((refund) -> {
				assertThat(refund.amount()).isEqualTo(order.total());
				assertThat(refund.reason()).isEqualTo("Pineapple: we have standards.");
				assertThat(refund.refundId().version()).isEqualTo(7);
			});
	}

	private static Order orderThatIs(OrderStatus status) {
		Order order = Order.place(ADA, List.of(line("Margherita", 2, "8.50")), EARLY);
		for (String event : HISTORIES.getOrDefault(status, List.of())) {
			happens(order, event);
		}
		assertThat(order.status()).isEqualTo(status);
		order.eventsArePublished();
		return order;
	}

	private static boolean happens(Order order, String event) {
		return Objects.requireNonNull(EVENTS.get(event)).test(order);
	}

	private static OrderLine line(String pizza, int quantity, String unitPrice) {
		return new OrderLine(pizza, quantity, Money.euros(unitPrice));
	}

}
