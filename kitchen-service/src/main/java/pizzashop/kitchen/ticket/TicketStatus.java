package pizzashop.kitchen.ticket;

/**
 * Where an order stands in the kitchen. {@link TicketTransition} says where it can go
 * from there.
 */
public enum TicketStatus {

	/** It waits for the oven, and can still be cancelled. */
	QUEUED,

	/** It is in the oven. */
	COOKING,

	/** It is baked. */
	READY,

	/** The kitchen will not make it. */
	REJECTED,

	/** It was cancelled before it was cooked, and will never be. */
	DISCARDED

}
