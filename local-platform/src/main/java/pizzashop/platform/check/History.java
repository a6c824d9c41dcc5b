package pizzashop.platform.check;

import java.util.List;

/**
 * What was seen of a system: of each order, event, ticket, mail and dead letter only what
 * the rules need, so that those of 100,000 orders fit into memory.
 *
 * @param orders by REST
 * @param events on {@code pizza-orders}, in the order of each partition
 * @param tickets by REST
 * @param receipts in the mailbox
 * @param deadLetters on {@code orders-dlq}
 * @param unrest what was still going on while all this was read, in words; empty when
 * nothing was
 */
record History(List<Order> orders, List<Event> events, List<Ticket> tickets, List<Receipt> receipts,
		List<DeadLetter> deadLetters, String unrest) {

	/** The same with an unrest. */
	History with(String unrest) {
		return new History(this.orders, this.events, this.tickets, this.receipts, this.deadLetters, unrest);
	}

	/**
	 * An order.
	 *
	 * @param id its id
	 * @param status say {@code READY}
	 */
	record Order(String id, String status) {
	}

	/**
	 * An event.
	 *
	 * @param order the record's key
	 * @param type its simple name, say {@code OrderPlaced}
	 * @param id its identity: the same when it was sent again
	 */
	record Event(String order, String type, String id) {
	}

	/**
	 * A ticket.
	 *
	 * @param order the order's id
	 * @param status say {@code READY}
	 */
	record Ticket(String order, String status) {
	}

	/**
	 * A receipt.
	 *
	 * @param order the order's id
	 * @param messageId the same when it was sent again; empty when the mail has none
	 */
	record Receipt(String order, String messageId) {
	}

	/**
	 * A dead letter.
	 *
	 * @param key the record's key
	 * @param group the consumer group that could not process it
	 * @param cause why
	 */
	record DeadLetter(String key, String group, String cause) {
	}

}
