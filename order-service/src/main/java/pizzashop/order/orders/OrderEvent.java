package pizzashop.order.orders;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import pizzashop.order.menu.Money;

/**
 * What can happen to an order. Published as application events, in the transaction that
 * makes them true.
 */
public sealed interface OrderEvent {

	UUID orderId();

	Instant at();

	/** What the customer should know about it, or null when the name says it all. */
	@Nullable String detail();

	/** The name it has in the timeline. */
	default String name() {
		return getClass().getSimpleName();
	}

	/** The order stands and is paid. */
	record OrderPlaced(UUID orderId, Instant at, Customer customer, List<OrderLine> lines,
			Money total) implements OrderEvent {

		@Override
		public String detail() {
			return "Total " + this.total;
		}

	}

	/** It is in the oven. */
	record CookingStarted(UUID orderId, Instant at, Instant expectedReadyAt) implements OrderEvent {

		@Override
		public String detail() {
			return "Expected to be ready at " + this.expectedReadyAt;
		}

	}

	/** It is baked. */
	record OrderReady(UUID orderId, Instant at, Instant placedAt) implements OrderEvent {

		@Override
		public @Nullable String detail() {
			return null;
		}

	}

	/** The kitchen will not make it. */
	record OrderRejected(UUID orderId, Instant at, String reason) implements OrderEvent {

		@Override
		public String detail() {
			return this.reason;
		}

	}

	/** The kitchen is asked to discard it. */
	record CancellationRequested(UUID orderId, Instant at, String reason) implements OrderEvent {

		@Override
		public String detail() {
			return this.reason;
		}

	}

	/** The kitchen discarded it before it was cooked. */
	record OrderCancelled(UUID orderId, Instant at) implements OrderEvent {

		@Override
		public @Nullable String detail() {
			return null;
		}

	}

	/** The money went back. */
	record RefundIssued(UUID orderId, Instant at, UUID refundId, Money amount, String reason) implements OrderEvent {

		@Override
		public String detail() {
			return "Refund of " + this.amount;
		}

	}

}
