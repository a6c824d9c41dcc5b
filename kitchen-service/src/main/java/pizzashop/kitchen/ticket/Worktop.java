package pizzashop.kitchen.ticket;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import pizzashop.kitchen.oven.Oven;

/**
 * What the kitchen needs to work on a batch of orders, read once for all of them.
 *
 * @param tickets those that there are of these orders, by order, locked until the
 * transaction ends; new ones are added
 * @param oven as it is now
 */
public record Worktop(Map<UUID, Ticket> tickets, Oven oven) {

	/** The order's ticket, or a new one that is opened now, in this trace context. */
	Ticket ticketOf(UUID order, Instant now, @Nullable String traceparent) {
		return this.tickets.computeIfAbsent(order, (id) -> new Ticket(id, now, traceparent));
	}

}
