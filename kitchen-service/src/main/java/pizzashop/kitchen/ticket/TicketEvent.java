package pizzashop.kitchen.ticket;

import java.time.Instant;
import java.util.UUID;

/** What happened to a ticket: published within the transaction that made it so. */
public sealed interface TicketEvent {

	UUID orderId();

	/**
	 * The kitchen will make it.
	 *
	 * @param expectedStart when it goes into the oven: at once, or after a while
	 */
	record Opened(UUID orderId, String pizzas, Instant openedAt, Instant expectedStart) implements TicketEvent {

		boolean isWaiting() {
			return this.expectedStart.isAfter(this.openedAt);
		}

	}

	/** It is in the oven. */
	record CookingStarted(UUID orderId, Instant startedAt, Instant expectedReadyAt) implements TicketEvent {
	}

	/** It is out of the oven. */
	record Ready(UUID orderId, Instant readyAt) implements TicketEvent {
	}

	/** The kitchen will not make it. */
	record Rejected(UUID orderId, String reason, Instant rejectedAt) implements TicketEvent {
	}

	/** It was cancelled before it was cooked. */
	record Discarded(UUID orderId, Instant discardedAt) implements TicketEvent {
	}

}
