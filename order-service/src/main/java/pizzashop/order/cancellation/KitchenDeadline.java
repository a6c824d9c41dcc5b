package pizzashop.order.cancellation;

import java.time.Clock;
import java.time.Instant;
import java.util.List;

import pizzashop.messaging.tracing.EventTracing;
import pizzashop.order.orders.Order;
import pizzashop.order.orders.OrderRepository;

import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Gives up orders that the kitchen left unanswered, so that no customer waits forever.
 */
@Service
class KitchenDeadline {

	private static final Limit BATCH = Limit.of(500);

	private final OrderRepository orders;

	private final OrderProperties properties;

	private final EventTracing tracing;

	private final Clock clock;

	KitchenDeadline(OrderRepository orders, OrderProperties properties, EventTracing tracing, Clock clock) {
		this.orders = orders;
		this.properties = properties;
		this.tracing = tracing;
		this.clock = clock;
	}

	/**
	 * Asks the kitchen to discard what it left unanswered for too long: one batch of it.
	 * @return when to come back: the next deadline, which is in the past when there are
	 * more that missed it. An order that is placed meanwhile has a later one.
	 */
	@Transactional
	Instant enforce() {
		Instant now = this.clock.instant();
		List<Order> unanswered = this.orders.lockUnanswered(now.minus(this.properties.kitchenDeadline()), BATCH);
		for (Order order : unanswered) {
			this.tracing.continuing(order.traceparent(), "miss the kitchen's deadline", () -> {
				order.missDeadline(now);
				this.orders.save(order);
			});
		}
		return this.orders.oldestUnanswered().orElse(now).plus(this.properties.kitchenDeadline());
	}

}
