package pizzashop.order.orders;

/**
 * Where an order is in its life. {@link OrderTransition} says where it can go from there.
 */
public enum OrderStatus {

	/** It stands and is paid; the kitchen has it, or will have it. */
	CONFIRMED,

	/** It is in the oven: too late to cancel. */
	COOKING,

	/** It is baked. */
	READY,

	/** The kitchen will not make it; the money went back. */
	REJECTED,

	/**
	 * The kitchen was asked to discard it and has not answered yet. No money moves until
	 * it has: the pizza may be in the oven already.
	 */
	CANCELLING,

	/** The kitchen discarded it; the money went back. */
	CANCELLED

}
