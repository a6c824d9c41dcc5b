package pizzashop.order.orders;

import java.util.List;
import java.util.Optional;

import static pizzashop.order.orders.OrderStatus.CANCELLED;
import static pizzashop.order.orders.OrderStatus.CANCELLING;
import static pizzashop.order.orders.OrderStatus.CONFIRMED;
import static pizzashop.order.orders.OrderStatus.COOKING;
import static pizzashop.order.orders.OrderStatus.READY;
import static pizzashop.order.orders.OrderStatus.REJECTED;
import static pizzashop.order.orders.OrderTransition.Publication.CANCELLATION_REQUESTED;
import static pizzashop.order.orders.OrderTransition.Publication.NOTHING;
import static pizzashop.order.orders.OrderTransition.Publication.REFUND_ISSUED;
import static pizzashop.order.orders.OrderTransition.Trigger.COOKING_STARTED;
import static pizzashop.order.orders.OrderTransition.Trigger.CUSTOMER_CANCELS;
import static pizzashop.order.orders.OrderTransition.Trigger.DEADLINE_PASSES;
import static pizzashop.order.orders.OrderTransition.Trigger.ORDER_CANCELLED;
import static pizzashop.order.orders.OrderTransition.Trigger.ORDER_READY;
import static pizzashop.order.orders.OrderTransition.Trigger.ORDER_REJECTED;

/**
 * The saga as order-service keeps it: the table of all that can become of an order. What
 * is not in the table changes nothing, because events arrive twice and late.
 *
 * @param from what the order is
 * @param on what happens
 * @param to what it becomes
 * @param then what is published because of it, beside what happened itself
 */
public record OrderTransition(OrderStatus from, Trigger on, OrderStatus to, Publication then) {

	private static final List<OrderTransition> TABLE = List.of(
	// @formatter:off
			new OrderTransition(CONFIRMED,  COOKING_STARTED,  COOKING,    NOTHING),
			new OrderTransition(COOKING,    ORDER_READY,      READY,      NOTHING),
			new OrderTransition(CONFIRMED,  ORDER_REJECTED,   REJECTED,   REFUND_ISSUED),
			// the compensation: money moves only when the kitchen has said that nothing is cooked
			new OrderTransition(CONFIRMED,  CUSTOMER_CANCELS, CANCELLING, CANCELLATION_REQUESTED),
			new OrderTransition(CONFIRMED,  DEADLINE_PASSES,  CANCELLING, CANCELLATION_REQUESTED),
			new OrderTransition(CANCELLING, ORDER_CANCELLED,  CANCELLED,  REFUND_ISSUED),
			// the kitchen was faster than the request
			new OrderTransition(CANCELLING, COOKING_STARTED,  COOKING,    NOTHING),
			new OrderTransition(CANCELLING, ORDER_REJECTED,   REJECTED,   REFUND_ISSUED),
			// CookingStarted is a dead letter: it comes later or never, and must not hold up the order
			new OrderTransition(CONFIRMED,  ORDER_READY,      READY,      NOTHING),
			new OrderTransition(CANCELLING, ORDER_READY,      READY,      NOTHING));
	// @formatter:on

	/** What happens to an order once it is placed. */
	public enum Trigger {

		/** The customer changed their mind. */
		CUSTOMER_CANCELS,

		/** The kitchen did not answer in time. */
		DEADLINE_PASSES,

		/** The kitchen put it into the oven. */
		COOKING_STARTED,

		/** The kitchen took it out of the oven. */
		ORDER_READY,

		/** The kitchen will not make it. */
		ORDER_REJECTED,

		/** The kitchen discarded it. */
		ORDER_CANCELLED

	}

	/** What other services hear of a transition. */
	public enum Publication {

		/** What happened came from them. */
		NOTHING,

		/** The kitchen shall discard it. */
		CANCELLATION_REQUESTED,

		/** The money went back. */
		REFUND_ISSUED

	}

	/** What becomes of an order; empty when nothing does. */
	public static Optional<OrderTransition> of(OrderStatus from, Trigger on) {
		return TABLE.stream().filter((row) -> row.from == from && row.on == on).findFirst();
	}

}
