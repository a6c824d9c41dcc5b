package pizzashop.platform.check;

import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What must hold in a system that has come to rest: the table of all rules. A rule leaves
 * out what another one tells already, so that one fault is one finding.
 */
@SuppressWarnings("ImmutableEnumChecker") // its lambdas hold nothing
public enum Rule {

	/** What a customer was promised is not forgotten. */
	ORDER_KNOWN(Kind.LOST, "The shop knows every order that was answered 201",
			(order) -> order.isAnswered() && !order.isKnown(),
			(order) -> "was answered 201 and order-service does not know it; " + order.traces()),

	/** What is stored is published. */
	ORDER_PLACED(Kind.LOST, "Every order has its OrderPlaced", (order) -> order.isKnown() && !order.has(Saga.PLACED),
			(order) -> "is " + order.status() + " and has no OrderPlaced; " + order.traces()),

	/** What was rolled back is not published. */
	EVENT_OF_AN_ORDER(Kind.OTHER, "No event without an order",
			(order) -> order.isStrange() && order.hasEvents() && !order.isPlanted(),
			(order) -> "is unknown to order-service; " + order.traces()),

	/** An event sent again has the same identity, and is the same event. */
	EVENT_ONCE(Kind.DOUBLED, "Each event of an order happens once",
			(order) -> order.isKnown() && !order.doubledEvents().isEmpty(),
			(order) -> "has more than one " + String.join(", ", order.doubledEvents()) + "; " + order.traces()),

	/** In whatever order the machine delivers. */
	EVENTS_IN_ORDER(Kind.OTHER, "The events of an order are in an order that the saga knows",
			(order) -> order.isKnown() && order.statusByEvents().isEmpty(),
			(order) -> "is " + order.status() + "; " + order.traces()),

	/** Nothing is left behind. */
	ORDER_ENDED(Kind.STUCK, "Every order comes to its end", (order) -> order.isKnown() && !order.isAtItsEnd(),
			(order) -> "is still " + order.status() + "; " + order.traces()),

	/** Order-service tells what the others were told. */
	ORDER_FITS_EVENTS(Kind.OTHER, "An order is what its events made of it",
			(order) -> order.isAtItsEnd() && !order.statusByEvents().orElse(order.status()).equals(order.status()),
			(order) -> "is " + order.status() + "; " + order.traces()),

	/** The compensation is not forgotten. */
	REFUND_OWED(Kind.LOST, "Every order that was rejected or cancelled is refunded",
			(order) -> order.isToBeRefunded() && !order.has(Saga.REFUNDED),
			(order) -> "is " + order.status() + " and was not refunded; " + order.traces()),

	/** Nobody eats for free. */
	REFUND_OF_NO_OTHER(Kind.OTHER, "No other order is refunded",
			(order) -> order.isKnown() && !order.isToBeRefunded() && order.has(Saga.REFUNDED),
			(order) -> "is " + order.status() + " and was refunded; " + order.traces()),

	/** The kitchen heard of it. One that is still on its way is told as stuck. */
	TICKET_OF_ORDER(Kind.LOST, "Every order has a ticket", (order) -> order.isAtItsEnd() && order.tickets().isEmpty(),
			(order) -> "is " + order.status() + " and has no ticket; " + order.traces()),

	/** It is cooked once. */
	TICKET_ONCE(Kind.DOUBLED, "An order has one ticket", (order) -> order.isKnown() && order.tickets().size() > 1,
			(order) -> "has " + order.tickets().size() + " tickets; " + order.traces()),

	/** Kitchen and counter tell the same. */
	TICKET_FITS_ORDER(Kind.OTHER, "A ticket ends like its order",
			(order) -> order.isAtItsEnd() && order.tickets().size() == 1
					&& !order.tickets().getFirst().equals(Saga.ticketAtTheEndOf(order.status())),
			(order) -> "is " + order.status() + "; " + order.traces()),

	/** Nothing is cooked that nobody ordered. */
	TICKET_OF_AN_ORDER(Kind.OTHER, "No ticket without an order",
			(order) -> order.isStrange() && !order.tickets().isEmpty(),
			(order) -> "is unknown to order-service; " + order.traces()),

	/** The customer has it in writing. */
	RECEIPT_OF_ORDER(Kind.LOST, "Every order has a receipt", (order) -> order.isKnown() && order.receipts() == 0,
			(order) -> "is " + order.status() + " and no receipt was mailed; " + order.traces()),

	/** A mail sent again has the same Message-ID, by which mail programs know it. */
	RECEIPT_ONCE(Kind.DOUBLED, "An order has one receipt", (order) -> order.isKnown() && order.receipts() > 1,
			(order) -> "has " + order.receipts() + " receipts with different Message-IDs; " + order.traces()),

	/** Nobody pays what they did not order. */
	RECEIPT_OF_AN_ORDER(Kind.OTHER, "No receipt without an order", (order) -> order.isStrange() && order.receipts() > 0,
			(order) -> "is unknown to order-service; " + order.traces()),

	/** Whatever else failed was no fault of its own. */
	DEAD_LETTER_PLANTED(Kind.OTHER, "orders-dlq holds only what was planted",
			(order) -> !order.isPlanted() && !order.deadLetters().isEmpty(),
			(order) -> "could not be processed: " + String.join("; ", order.deadLetters()));

	private final Kind kind;

	private final String sentence;

	private final Predicate<OrderTrace> broken;

	private final Function<OrderTrace, String> seen;

	Rule(Kind kind, String sentence, Predicate<OrderTrace> broken, Function<OrderTrace, String> seen) {
		this.kind = kind;
		this.sentence = sentence;
		this.broken = broken;
		this.seen = seen;
	}

	/** What a breach of it counts as. */
	public Kind kind() {
		return this.kind;
	}

	/** What must hold, in words. */
	public String sentence() {
		return this.sentence;
	}

	boolean isBrokenBy(OrderTrace order) {
		return this.broken.test(order);
	}

	Finding finding(OrderTrace order) {
		return new Finding(this, order.id(), this.seen.apply(order));
	}

	/** What a breach counts as. */
	public enum Kind {

		/** Something is gone. */
		LOST,

		/** Something happened more than once. */
		DOUBLED,

		/** Something did not get to its end. */
		STUCK,

		/** Anything else. */
		OTHER

	}

}
