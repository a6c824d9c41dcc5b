package pizzashop.platform.check;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A history to be falsified. Each event's id is its type and its number. */
final class Seen {

	final List<History.Order> orders = new ArrayList<>();

	final List<History.Event> events = new ArrayList<>();

	final List<History.Ticket> tickets = new ArrayList<>();

	final List<History.Receipt> receipts = new ArrayList<>();

	final List<History.DeadLetter> deadLetters = new ArrayList<>();

	final Set<String> answered = new HashSet<>();

	final Set<String> planted = new HashSet<>();

	String unrest = "";

	/** An order as it should be seen: with a ticket and a receipt. */
	Seen order(String id, String status, String... types) {
		this.orders.add(new History.Order(id, status));
		for (String type : types) {
			event(id, type, 1);
		}
		this.tickets.add(new History.Ticket(id, status.equals("CANCELLED") ? "DISCARDED" : status));
		this.receipts.add(new History.Receipt(id, "<" + id + "@shop>"));
		this.answered.add(id);
		return this;
	}

	void event(String order, String type, int number) {
		this.events.add(new History.Event(order, type, order + type + number));
	}

	void forgetEvent(String order, String type) {
		this.events.removeIf((event) -> event.order().equals(order) && event.type().equals(type));
	}

	void forgetEvents(String order) {
		this.events.removeIf((event) -> event.order().equals(order));
	}

	void forgetOrder(String id) {
		this.orders.removeIf((order) -> order.id().equals(id));
	}

	void forgetTicket(String order) {
		this.tickets.removeIf((ticket) -> ticket.order().equals(order));
	}

	void forgetReceipt(String order) {
		this.receipts.removeIf((receipt) -> receipt.order().equals(order));
	}

	/** What order-service says of it from now on. */
	void becomes(String id, String status) {
		this.orders.replaceAll((order) -> order.id().equals(id) ? new History.Order(id, status) : order);
	}

	void ticketBecomes(String order, String status) {
		this.tickets.replaceAll((ticket) -> ticket.order().equals(order) ? new History.Ticket(order, status) : ticket);
	}

	CheckResult check() {
		return Checker.check(
				new History(this.orders, this.events, this.tickets, this.receipts, this.deadLetters, this.unrest),
				this.planted, this.answered);
	}

}
