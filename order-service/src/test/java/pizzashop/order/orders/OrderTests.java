package pizzashop.order.orders;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import pizzashop.order.menu.Money;
import pizzashop.order.orders.OrderTransition.Trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static pizzashop.order.orders.OrderStatus.CANCELLED;
import static pizzashop.order.orders.OrderStatus.CANCELLING;
import static pizzashop.order.orders.OrderStatus.CONFIRMED;
import static pizzashop.order.orders.OrderStatus.COOKING;
import static pizzashop.order.orders.OrderStatus.READY;
import static pizzashop.order.orders.OrderStatus.REJECTED;

class OrderTests {

	private static final Instant EARLY = Instant.parse("2026-05-01T18:00:00Z");

	private static final Instant LATER = EARLY.plusSeconds(60);

	private static final Instant LATEST = LATER.plusSeconds(60);

	private static final Customer ADA = new Customer("Ada", "ada@example.org");

	/** What can happen to an order. */
	private static final Map<Trigger, Predicate<Order>> TRIGGERS = Map.of(Trigger.CUSTOMER_CANCELS,
			(order) -> order.cancel(LATER), Trigger.DEADLINE_PASSES, (order) -> order.missDeadline(LATER),
			Trigger.COOKING_STARTED, (order) -> order.startCooking(LATER, LATEST), Trigger.ORDER_READY,
			(order) -> order.finish(LATER), Trigger.ORDER_REJECTED,
			(order) -> order.reject("We have standards", LATER, LATEST), Trigger.ORDER_CANCELLED,
			(order) -> order.discard(LATER, LATEST));

	/** How an order gets into each status. */
	private static final Map<OrderStatus, List<Trigger>> HISTORIES = Map.of(CONFIRMED, List.of(), COOKING,
			List.of(Trigger.COOKING_STARTED), READY, List.of(Trigger.COOKING_STARTED, Trigger.ORDER_READY), REJECTED,
			List.of(Trigger.ORDER_REJECTED), CANCELLING, List.of(Trigger.CUSTOMER_CANCELS), CANCELLED,
			List.of(Trigger.CUSTOMER_CANCELS, Trigger.ORDER_CANCELLED));

	@Test
	void aPlacedOrderIsConfirmed() {
		Order order = Order.place(Order.newId(), ADA,
				List.of(line("Margherita", 2, "8.50"), line("Funghi", 1, "10.00")), EARLY, null);

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
		assertThatIllegalArgumentException().isThrownBy(() -> Order.place(Order.newId(), ADA, List.of(), EARLY, null));
		assertThatIllegalArgumentException().isThrownBy(() -> line("Margherita", 0, "8.50"));
	}

	@Test
	void timesAreThoseThatTheDatabaseKeeps() {
		Order order = Order.place(Order.newId(), ADA, List.of(line("Margherita", 1, "8.50")), EARLY.plusNanos(1_999),
				null);

		assertThat(order.placedAt()).isEqualTo(EARLY.plusNanos(1_000));
	}

	/**
	 * The saga once more, by hand: each edge with all that stands in the timeline, and is
	 * published, because of it.
	 */
	static Stream<Arguments> edges() {
		return Stream.of(arguments(CONFIRMED, Trigger.COOKING_STARTED, COOKING, List.of("CookingStarted")),
				arguments(CONFIRMED, Trigger.ORDER_READY, READY, List.of("OrderReady")),
				arguments(CONFIRMED, Trigger.ORDER_REJECTED, REJECTED, List.of("OrderRejected", "RefundIssued")),
				arguments(CONFIRMED, Trigger.CUSTOMER_CANCELS, CANCELLING, List.of("CancellationRequested")),
				arguments(CONFIRMED, Trigger.DEADLINE_PASSES, CANCELLING, List.of("CancellationRequested")),
				arguments(COOKING, Trigger.ORDER_READY, READY, List.of("OrderReady")),
				arguments(CANCELLING, Trigger.COOKING_STARTED, COOKING, List.of("CookingStarted")),
				arguments(CANCELLING, Trigger.ORDER_READY, READY, List.of("OrderReady")),
				arguments(CANCELLING, Trigger.ORDER_REJECTED, REJECTED, List.of("OrderRejected", "RefundIssued")),
				arguments(CANCELLING, Trigger.ORDER_CANCELLED, CANCELLED, List.of("OrderCancelled", "RefundIssued")));
	}

	/** Each status with each trigger that is on no edge: nothing follows. */
	static Stream<Arguments> everythingElse() {
		List<List<Object>> edges = edges().map((edge) -> List.of(edge.get()[0], edge.get()[1])).toList();
		return Stream.of(OrderStatus.values())
			.flatMap((status) -> Stream.of(Trigger.values())
				.filter((trigger) -> !edges.contains(List.of(status, trigger)))
				.map((trigger) -> arguments(status, trigger, status, List.of())));
	}

	static Stream<Arguments> edgesAndEverythingElse() {
		return Stream.concat(edges(), everythingElse());
	}

	@ParameterizedTest
	@MethodSource("edgesAndEverythingElse")
	void anOrderBecomesWhatTheSagaSays(OrderStatus before, Trigger trigger, OrderStatus after, List<String> events) {
		Order order = orderThatIs(before);
		List<TimelineEntry> timeline = order.timeline();

		assertThat(happens(order, trigger)).isEqualTo(!events.isEmpty());
		assertThat(order.status()).isEqualTo(after);
		assertThat(order.events()).extracting(OrderEvent::name).isEqualTo(events);
		assertThat(order.timeline()).startsWith(timeline.toArray(TimelineEntry[]::new))
			.extracting(TimelineEntry::event)
			.endsWith(events.toArray(String[]::new))
			.hasSize(timeline.size() + events.size());
	}

	@AfterAll
	static void tellHowMany() {
		System.out.println("The saga of an order: " + edges().count() + " edges walked, " + everythingElse().count()
				+ " pairs of status and event that change nothing");
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

	@Test
	void aCancelledOrderIsRefundedInFullOnceTheKitchenHasDiscardedIt() {
		Order order = orderThatIs(CONFIRMED);

		order.cancel(LATER);
		boolean refundedBefore = order.timeline().stream().anyMatch((entry) -> entry.event().equals("RefundIssued"));
		order.discard(LATER.plusSeconds(1), LATEST);

		assertThat(refundedBefore).isFalse();
		assertThat(order.timeline())
			.extracting(TimelineEntry::at, TimelineEntry::event, TimelineEntry::status, TimelineEntry::detail)
			.endsWith(tuple(LATER, "CancellationRequested", CANCELLING, "You cancelled the order."),
					tuple(LATER.plusSeconds(1), "OrderCancelled", CANCELLED, null),
					tuple(LATEST, "RefundIssued", CANCELLED, "Refund of 17.00 EUR"));
		assertThat(order.events()).last(InstanceOfAssertFactories.type(OrderEvent.RefundIssued.class))
			.satisfies((refund) -> {
				assertThat(refund.amount()).isEqualTo(order.total());
				assertThat(refund.reason()).isEqualTo("You cancelled the order.");
			});
	}

	@Test
	void anOrderThatTheKitchenLeftUnansweredSaysSo() {
		Order order = orderThatIs(CONFIRMED);

		order.missDeadline(LATER);
		order.discard(LATER, LATEST);

		assertThat(order.events()).extracting(OrderEvent::detail).startsWith("The kitchen did not answer in time.");
		assertThat(order.events()).last(InstanceOfAssertFactories.type(OrderEvent.RefundIssued.class))
			.extracting(OrderEvent.RefundIssued::reason)
			.isEqualTo("The kitchen did not answer in time.");
	}

	private static Order orderThatIs(OrderStatus status) {
		Order order = Order.place(Order.newId(), ADA, List.of(line("Margherita", 2, "8.50")), EARLY, null);
		for (Trigger trigger : Objects.requireNonNull(HISTORIES.get(status))) {
			happens(order, trigger);
		}
		assertThat(order.status()).isEqualTo(status);
		order.eventsArePublished();
		return order;
	}

	private static boolean happens(Order order, Trigger trigger) {
		return Objects.requireNonNull(TRIGGERS.get(trigger)).test(order);
	}

	private static OrderLine line(String pizza, int quantity, String unitPrice) {
		return new OrderLine(pizza, quantity, Money.euros(unitPrice));
	}

}
