package pizzashop.order.cancellation;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import pizzashop.messaging.tracing.EventTracing;
import pizzashop.order.orders.Order;
import pizzashop.order.orders.OrderRepository;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Cancels orders whose customers changed their mind. */
@Service
public class CancelOrder {

	private final OrderRepository orders;

	private final EventTracing tracing;

	private final Clock clock;

	CancelOrder(OrderRepository orders, EventTracing tracing, Clock clock) {
		this.orders = orders;
		this.tracing = tracing;
		this.clock = clock;
	}

	/**
	 * Asks the kitchen to discard an order; the order and the request stand or fall in
	 * one transaction. One that is being cancelled, or is cancelled, stays as it is.
	 * @return the order with its timeline; empty when it is unknown
	 * @throws TooLateToCancelException when the kitchen has taken it into its hands
	 */
	@Transactional
	public Optional<Order> cancel(UUID id) {
		this.orders.lock(List.of(id));
		Optional<Order> found = this.orders.findWithTimelineById(id);
		found.ifPresent((order) -> {
			requireInTime(order);
			this.tracing.continuing(order.traceparent(), "cancel order", () -> cancel(order));
		});
		return found;
	}

	/** Before the step: that a customer is late is no error of the order's trace. */
	private static void requireInTime(Order order) {
		switch (order.status()) {
			case CONFIRMED, CANCELLING, CANCELLED -> {
			}
			case COOKING -> throw new TooLateToCancelException("The order is in the oven already");
			case READY -> throw new TooLateToCancelException("The order is ready already");
			case REJECTED -> throw new TooLateToCancelException("The kitchen rejected the order, it is refunded");
		}
	}

	private void cancel(Order order) {
		if (order.cancel(this.clock.instant())) {
			this.orders.save(order);
		}
	}

}
