package pizzashop.kitchen.ticket;

import java.time.Instant;
import java.util.UUID;

/** What happened to a ticket: published within the transaction that made it so. */
public sealed interface TicketEvent {

	UUID orderId();

	record CookingStarted(UUID orderId, String pizzas, Instant startedAt,
			Instant expectedReadyAt) implements TicketEvent {
	}

	record Ready(UUID orderId, Instant readyAt) implements TicketEvent {
	}

	record Rejected(UUID orderId, String reason, Instant rejectedAt) implements TicketEvent {
	}

}
