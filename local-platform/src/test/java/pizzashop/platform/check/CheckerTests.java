package pizzashop.platform.check;

import java.util.EnumSet;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

class CheckerTests {

	private static final String STRANGER = "nobody's";

	private final Seen seen = new Seen().order("made", "READY", "OrderPlaced", "CookingStarted", "OrderReady")
		.order("refused", "REJECTED", "OrderPlaced", "OrderRejected", "RefundIssued")
		.order("cancelled", "CANCELLED", "OrderPlaced", "CancellationRequested", "OrderCancelled", "RefundIssued")
		.order("other", "READY", "OrderPlaced", "CookingStarted", "OrderReady");

	@Test
	void nothingIsFoundWhereEverythingIsAsItShouldBe() {
		CheckResult result = this.seen.check();

		assertThat(result.findings()).isEmpty();
		assertThat(result.holds()).isTrue();
		assertThat(result.orders()).isEqualTo(4);
	}

	@Test
	void nothingIsFoundInAnEmptySystem() {
		assertThat(new Seen().check().holds()).isTrue();
	}

	@Test
	void anEventSentAgainCountsOnce() {
		this.seen.event("made", "OrderPlaced", 1);
		this.seen.event("refused", "RefundIssued", 1);

		assertThat(this.seen.check().findings()).isEmpty();
	}

	@Test
	void aReceiptSentAgainIsAllowedAndCounted() {
		this.seen.receipts.add(new History.Receipt("made", "<made@shop>"));

		CheckResult result = this.seen.check();

		assertThat(result.findings()).isEmpty();
		assertThat(result.sentAgain()).isEqualTo(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "OrderPlaced CancellationRequested CookingStarted OrderReady",
			"OrderPlaced CookingStarted CancellationRequested OrderReady",
			"OrderPlaced CookingStarted OrderReady CancellationRequested" })
	void anOrderMayBeCancelledTooLate(String events) {
		this.seen.order("late", "READY", events.split(" "));

		assertThat(this.seen.check().findings()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "OrderPlaced CancellationRequested OrderRejected RefundIssued",
			"OrderPlaced OrderRejected CancellationRequested RefundIssued" })
	void anOrderMayBeRejectedWhileItIsBeingCancelled(String events) {
		this.seen.order("late", "REJECTED", events.split(" "));

		assertThat(this.seen.check().findings()).isEmpty();
	}

	@Test
	void whatWasPlantedMayBeADeadLetterAndAnEventWithoutAnOrder() {
		this.seen.planted.add(STRANGER);
		this.seen.event(STRANGER, "OrderPlaced", 1);
		this.seen.deadLetters.add(new History.DeadLetter(STRANGER, "kitchen-service", "bad"));

		CheckResult result = this.seen.check();

		assertThat(result.findings()).isEmpty();
		assertThat(result.orders()).isEqualTo(4);
	}

	@Test
	void anOrderThatWasPlantedIsCheckedLikeAnyOther() {
		this.seen.planted.add("made");
		this.seen.deadLetters.add(new History.DeadLetter("made", "kitchen-service", "the oven is jammed"));
		this.seen.becomes("made", "CONFIRMED");

		assertThat(this.seen.check().findings()).extracting(Finding::rule).containsExactly(Rule.ORDER_ENDED);
	}

	@Test
	void whoIsNotQuietDoesNotHold() {
		this.seen.unrest = "kitchen-service (3 records)";

		CheckResult result = this.seen.check();

		assertThat(result.findings()).isEmpty();
		assertThat(result.holds()).isFalse();
		assertThat(result.toString()).contains("kitchen-service (3 records)");
	}

	@ParameterizedTest
	@MethodSource("faults")
	void aFaultIsFoundAndNothingElse(Consumer<Seen> fault, Rule rule, String order) {
		fault.accept(this.seen);

		CheckResult result = this.seen.check();

		assertThat(result.findings()).extracting(Finding::rule, Finding::order).containsExactly(tuple(rule, order));
		assertThat(result.holds()).isFalse();
		assertThat(List.of(result.lost(), result.doubled(), result.stuck(), result.others()))
			.isEqualTo(Stream.of(Rule.Kind.values()).map((kind) -> (kind == rule.kind()) ? 1 : 0).toList());
	}

	@Test
	void everyRuleHasItsFault() {
		assertThat(faults().map((fault) -> (Rule) fault.get()[1]).toList()).containsAll(EnumSet.allOf(Rule.class));
	}

	static Stream<Arguments> faults() {
		return Stream.of(
				fault("an order vanished without a trace", (seen) -> seen.answered.add("gone"), Rule.ORDER_KNOWN,
						"gone"),
				fault("an order vanished from order-service", (seen) -> seen.forgetOrder("made"), Rule.ORDER_KNOWN,
						"made"),
				fault("no OrderPlaced", (seen) -> seen.forgetEvent("made", "OrderPlaced"), Rule.ORDER_PLACED, "made"),
				fault("no event at all of an order that is confirmed", (seen) -> {
					seen.forgetEvents("made");
					seen.event("made", "CookingStarted", 1);
					seen.event("made", "OrderReady", 1);
				}, Rule.ORDER_PLACED, "made"),
				fault("an OrderPlaced without an order", (seen) -> seen.event(STRANGER, "OrderPlaced", 1),
						Rule.EVENT_OF_AN_ORDER, STRANGER),
				fault("an OrderReady without an order", (seen) -> seen.event(STRANGER, "OrderReady", 1),
						Rule.EVENT_OF_AN_ORDER, STRANGER),
				fault("placed twice", (seen) -> seen.event("made", "OrderPlaced", 2), Rule.EVENT_ONCE, "made"),
				fault("cooked twice", (seen) -> seen.event("made", "CookingStarted", 2), Rule.EVENT_ONCE, "made"),
				fault("refunded twice", (seen) -> seen.event("refused", "RefundIssued", 2), Rule.EVENT_ONCE, "refused"),
				fault("ready before it was cooked", (seen) -> {
					seen.forgetEvents("made");
					seen.event("made", "OrderPlaced", 1);
					seen.event("made", "OrderReady", 1);
					seen.event("made", "CookingStarted", 1);
				}, Rule.EVENTS_IN_ORDER, "made"), fault("OrderPlaced not the first", (seen) -> {
					seen.forgetEvent("made", "OrderPlaced");
					seen.event("made", "OrderPlaced", 1);
				}, Rule.EVENTS_IN_ORDER, "made"), fault("never put into the oven, and ready",
						(seen) -> seen.forgetEvent("made", "CookingStarted"), Rule.EVENTS_IN_ORDER, "made"),
				fault("refunded before it was rejected", (seen) -> {
					seen.forgetEvent("refused", "OrderRejected");
					seen.event("refused", "OrderRejected", 1);
				}, Rule.EVENTS_IN_ORDER, "refused"),
				fault("rejected after its end", (seen) -> seen.event("made", "OrderRejected", 1), Rule.EVENTS_IN_ORDER,
						"made"),
				fault("cooked after its end", (seen) -> seen.event("refused", "CookingStarted", 1),
						Rule.EVENTS_IN_ORDER, "refused"),
				fault("discarded after its end", (seen) -> seen.event("made", "OrderCancelled", 1),
						Rule.EVENTS_IN_ORDER, "made"),
				fault("stuck in CONFIRMED", (seen) -> {
					seen.becomes("made", "CONFIRMED");
					seen.forgetEvent("made", "CookingStarted");
					seen.forgetEvent("made", "OrderReady");
					seen.forgetTicket("made");
				}, Rule.ORDER_ENDED, "made"), fault("stuck in COOKING", (seen) -> {
					seen.becomes("made", "COOKING");
					seen.forgetEvent("made", "OrderReady");
					seen.ticketBecomes("made", "COOKING");
				}, Rule.ORDER_ENDED, "made"),
				fault("baked, and order-service did not hear it", (seen) -> seen.becomes("made", "COOKING"),
						Rule.ORDER_ENDED, "made"),
				fault("in a status that nobody knows", (seen) -> seen.becomes("made", "EATEN"), Rule.ORDER_ENDED,
						"made"),
				fault("ready, and there is no OrderReady", (seen) -> seen.forgetEvent("made", "OrderReady"),
						Rule.ORDER_FITS_EVENTS, "made"),
				fault("rejected without a refund", (seen) -> seen.forgetEvent("refused", "RefundIssued"),
						Rule.REFUND_OWED, "refused"),
				fault("ready and refunded", (seen) -> seen.event("made", "RefundIssued", 1), Rule.REFUND_OF_NO_OTHER,
						"made"),
				fault("cancelled without a refund", (seen) -> seen.forgetEvent("cancelled", "RefundIssued"),
						Rule.REFUND_OWED, "cancelled"),
				fault("cancelled and refunded twice", (seen) -> seen.event("cancelled", "RefundIssued", 2),
						Rule.EVENT_ONCE, "cancelled"),
				fault("cancelled, refunded and cooked", (seen) -> seen.event("cancelled", "CookingStarted", 1),
						Rule.EVENTS_IN_ORDER, "cancelled"),
				fault("discarded, and nobody had asked for it",
						(seen) -> seen.forgetEvent("cancelled", "CancellationRequested"), Rule.EVENTS_IN_ORDER,
						"cancelled"),
				fault("refunded before it was discarded", (seen) -> {
					seen.forgetEvent("cancelled", "OrderCancelled");
					seen.event("cancelled", "OrderCancelled", 1);
				}, Rule.EVENTS_IN_ORDER, "cancelled"), fault("stuck in CANCELLING", (seen) -> {
					seen.becomes("cancelled", "CANCELLING");
					seen.forgetEvent("cancelled", "OrderCancelled");
					seen.forgetEvent("cancelled", "RefundIssued");
					seen.forgetTicket("cancelled");
				}, Rule.ORDER_ENDED, "cancelled"),
				fault("a ticket that is ready of an order that was cancelled",
						(seen) -> seen.ticketBecomes("cancelled", "READY"), Rule.TICKET_FITS_ORDER, "cancelled"),
				fault("a ticket that was discarded of an order that is ready",
						(seen) -> seen.ticketBecomes("made", "DISCARDED"), Rule.TICKET_FITS_ORDER, "made"),
				fault("no ticket", (seen) -> seen.forgetTicket("made"), Rule.TICKET_OF_ORDER, "made"),
				fault("two tickets", (seen) -> seen.tickets.add(new History.Ticket("made", "READY")), Rule.TICKET_ONCE,
						"made"),
				fault("a ticket that was rejected of an order that is ready",
						(seen) -> seen.ticketBecomes("made", "REJECTED"), Rule.TICKET_FITS_ORDER, "made"),
				fault("a ticket that still cooks of an order that is ready",
						(seen) -> seen.ticketBecomes("made", "COOKING"), Rule.TICKET_FITS_ORDER, "made"),
				fault("a ticket that is ready of an order that was rejected",
						(seen) -> seen.ticketBecomes("refused", "READY"), Rule.TICKET_FITS_ORDER, "refused"),
				fault("a ticket without an order", (seen) -> seen.tickets.add(new History.Ticket(STRANGER, "READY")),
						Rule.TICKET_OF_AN_ORDER, STRANGER),
				fault("a planted record that was cooked", (seen) -> {
					seen.planted.add(STRANGER);
					seen.tickets.add(new History.Ticket(STRANGER, "READY"));
				}, Rule.TICKET_OF_AN_ORDER, STRANGER),
				fault("no receipt", (seen) -> seen.forgetReceipt("refused"), Rule.RECEIPT_OF_ORDER, "refused"),
				fault("two receipts", (seen) -> seen.receipts.add(new History.Receipt("made", "<another@shop>")),
						Rule.RECEIPT_ONCE, "made"),
				fault("two receipts without a Message-ID", (seen) -> {
					seen.forgetReceipt("made");
					seen.receipts.add(new History.Receipt("made", ""));
					seen.receipts.add(new History.Receipt("made", ""));
				}, Rule.RECEIPT_ONCE, "made"),
				fault("a receipt without an order",
						(seen) -> seen.receipts.add(new History.Receipt(STRANGER, "<1@shop>")),
						Rule.RECEIPT_OF_AN_ORDER, STRANGER),
				fault("a dead letter of an order",
						(seen) -> seen.deadLetters.add(new History.DeadLetter("made", "kitchen-service", "bad")),
						Rule.DEAD_LETTER_PLANTED, "made"),
				fault("a dead letter that is not the planted one", (seen) -> {
					seen.planted.add("planted");
					seen.deadLetters.add(new History.DeadLetter("planted", "kitchen-service", "bad"));
					seen.deadLetters.add(new History.DeadLetter(STRANGER, "kitchen-service", "bad"));
				}, Rule.DEAD_LETTER_PLANTED, STRANGER));
	}

	private static Arguments fault(String name, Consumer<Seen> fault, Rule rule, String order) {
		return argumentSet(name, fault, rule, order);
	}

}
