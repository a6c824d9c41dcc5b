package pizzashop.platform.check;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * All that was seen under one order's id, or under the key of a record that belongs to no
 * order. One for each order, so it keeps little.
 */
final class OrderTrace {

	private final String id;

	private @Nullable String status;

	private boolean answered;

	private boolean planted;

	private final List<History.Event> events = new ArrayList<>(3);

	private final List<String> tickets = new ArrayList<>(1);

	private final List<String> messageIds = new ArrayList<>(1);

	private final List<String> deadLetters = new ArrayList<>(0);

	OrderTrace(String id) {
		this.id = id;
	}

	void isTold(String status) {
		this.status = status;
	}

	void wasAnswered() {
		this.answered = true;
	}

	void wasPlanted() {
		this.planted = true;
	}

	/** Unless it is one sent again. */
	void add(History.Event event) {
		if (this.events.stream().noneMatch((known) -> known.id().equals(event.id()))) {
			this.events.add(event);
		}
	}

	void add(History.Ticket ticket) {
		this.tickets.add(ticket.status());
	}

	/**
	 * A mail without a Message-ID is taken for one of its own.
	 * @return whether it is one sent again
	 */
	boolean add(History.Receipt receipt) {
		if (!receipt.messageId().isEmpty() && this.messageIds.contains(receipt.messageId())) {
			return true;
		}
		this.messageIds.add(receipt.messageId());
		return false;
	}

	void add(History.DeadLetter letter) {
		this.deadLetters.add(letter.group() + ", " + letter.cause());
	}

	String id() {
		return this.id;
	}

	/** What order-service says; empty when it does not know it. */
	String status() {
		return (this.status != null) ? this.status : "";
	}

	/** Whether order-service tells of it. */
	boolean isKnown() {
		return this.status != null;
	}

	/** Whether a customer was told that it stands. */
	boolean isAnswered() {
		return this.answered;
	}

	/** Whether somebody put it onto the topic to do harm. */
	boolean isPlanted() {
		return this.planted;
	}

	/** Whether nobody ever ordered it. */
	boolean isStrange() {
		return !isKnown() && !this.answered;
	}

	boolean isAtItsEnd() {
		return Saga.isEnd(status());
	}

	boolean isToBeRefunded() {
		return Saga.isRefunded(status());
	}

	boolean hasEvents() {
		return !this.events.isEmpty();
	}

	boolean has(String type) {
		return this.events.stream().anyMatch((event) -> event.type().equals(type));
	}

	/** The types of which it has different events. */
	Set<String> doubledEvents() {
		Set<String> seen = new HashSet<>();
		Set<String> doubled = new LinkedHashSet<>();
		for (History.Event event : this.events) {
			if (!seen.add(event.type())) {
				doubled.add(event.type());
			}
		}
		return doubled;
	}

	/**
	 * What the saga makes of its events; empty when they do not fit. Leaves out what has
	 * rules of its own: events that are doubled, a missing OrderPlaced, a refund that
	 * must not be.
	 */
	Optional<String> statusByEvents() {
		Set<String> types = new LinkedHashSet<>();
		if (!has(Saga.PLACED)) {
			types.add(Saga.PLACED);
		}
		this.events.stream()
			.map(History.Event::type)
			.filter((type) -> isToBeRefunded() || !type.equals(Saga.REFUNDED))
			.forEach(types::add);
		return Saga.statusAfter(types);
	}

	/** What became of it in the kitchen: a status for each ticket. */
	List<String> tickets() {
		return this.tickets;
	}

	/** How many different ones. */
	int receipts() {
		return this.messageIds.size();
	}

	/** Who could not process it, and why. */
	List<String> deadLetters() {
		return this.deadLetters;
	}

	/** All that was seen but its status, in words. */
	String traces() {
		return "events: " + words(this.events.stream().map(History.Event::type).toList()) + "; tickets: "
				+ words(this.tickets) + "; receipts: " + receipts();
	}

	private static String words(List<String> words) {
		return words.isEmpty() ? "none" : String.join(", ", words);
	}

}
