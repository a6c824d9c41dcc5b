package pizzashop.kitchen.ticket;

import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import static pizzashop.kitchen.ticket.TicketStatus.COOKING;
import static pizzashop.kitchen.ticket.TicketStatus.DISCARDED;
import static pizzashop.kitchen.ticket.TicketStatus.QUEUED;
import static pizzashop.kitchen.ticket.TicketStatus.READY;
import static pizzashop.kitchen.ticket.TicketStatus.REJECTED;
import static pizzashop.kitchen.ticket.TicketTransition.Publication.COOKING_STARTED;
import static pizzashop.kitchen.ticket.TicketTransition.Publication.NOTHING;
import static pizzashop.kitchen.ticket.TicketTransition.Publication.ORDER_CANCELLED;
import static pizzashop.kitchen.ticket.TicketTransition.Publication.ORDER_READY;
import static pizzashop.kitchen.ticket.TicketTransition.Publication.ORDER_REJECTED;
import static pizzashop.kitchen.ticket.TicketTransition.Trigger.ACCEPTED;
import static pizzashop.kitchen.ticket.TicketTransition.Trigger.BAKED;
import static pizzashop.kitchen.ticket.TicketTransition.Trigger.CANCELLATION_REQUESTED;
import static pizzashop.kitchen.ticket.TicketTransition.Trigger.PREPARED;
import static pizzashop.kitchen.ticket.TicketTransition.Trigger.REFUSED;

/**
 * The kitchen's part of the saga: the table of all that can become of a ticket. What is
 * not in the table changes nothing, because events arrive twice and late.
 *
 * @param from what the ticket is, or null when there is none
 * @param on what happens
 * @param to what it becomes
 * @param then what the other services hear of it
 */
public record TicketTransition(@Nullable TicketStatus from, Trigger on, TicketStatus to, Publication then) {

	private static final @Nullable TicketStatus NONE = null;

	private static final List<TicketTransition> TABLE = List.of(
	// @formatter:off
			new TicketTransition(NONE,    ACCEPTED,               QUEUED,    NOTHING),
			new TicketTransition(QUEUED,  PREPARED,               COOKING,   COOKING_STARTED),
			new TicketTransition(COOKING, BAKED,                  READY,     ORDER_READY),
			new TicketTransition(NONE,    REFUSED,                REJECTED,  ORDER_REJECTED),
			new TicketTransition(QUEUED,  CANCELLATION_REQUESTED, DISCARDED, ORDER_CANCELLED),
			// a tombstone: its OrderPlaced is a dead letter, and finds this when it is redriven
			new TicketTransition(NONE,    CANCELLATION_REQUESTED, DISCARDED, ORDER_CANCELLED));
	// @formatter:on

	/** What happens to an order in the kitchen. */
	public enum Trigger {

		/** It was placed, and the kitchen will make it. */
		ACCEPTED,

		/** It was placed, and the kitchen has standards. */
		REFUSED,

		/** It is put into the oven. */
		PREPARED,

		/** It is taken out of the oven. */
		BAKED,

		/** It shall be discarded, if it is not too late. */
		CANCELLATION_REQUESTED

	}

	/** What other services hear of a transition. */
	public enum Publication {

		/** They have waited for it before, and wait on. */
		NOTHING,

		/** It is in the oven: too late to cancel. */
		COOKING_STARTED,

		/** It is baked. */
		ORDER_READY,

		/** It will not be made. */
		ORDER_REJECTED,

		/** It is discarded, and will never be cooked. */
		ORDER_CANCELLED

	}

	/** What becomes of a ticket; empty when nothing does. */
	public static Optional<TicketTransition> of(@Nullable TicketStatus from, Trigger on) {
		return TABLE.stream().filter((row) -> row.from == from && row.on == on).findFirst();
	}

}
