package pizzashop.order.orders;

import java.util.Map;
import java.util.Set;

/** Where an order is in its life, and where it can go from there. */
public enum OrderStatus {

	/** It stands and is paid; the kitchen has it, or will have it. */
	CONFIRMED,

	/** It is in the oven. */
	COOKING,

	/** It is baked. */
	READY,

	/** The kitchen will not make it; the money went back. */
	REJECTED;

	private static final Map<OrderStatus, Set<OrderStatus>> TRANSITIONS = Map.of(CONFIRMED, Set.of(COOKING, REJECTED),
			COOKING, Set.of(READY));

	/** Whether an order can go from this status to another. */
	boolean canBecome(OrderStatus next) {
		return TRANSITIONS.getOrDefault(this, Set.of()).contains(next);
	}

}
