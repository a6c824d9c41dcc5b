package pizzashop.order.orders;

import java.time.Clock;
import java.time.Duration;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/** What the orders come to, in figures. Each is counted once, when it is committed. */
@Component
class OrderMetrics {

	/** Closer together where an order should be ready. */
	private static final Duration[] BUCKETS = { Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(3),
			Duration.ofSeconds(5), Duration.ofMillis(7500), Duration.ofSeconds(10), Duration.ofSeconds(15),
			Duration.ofSeconds(20), Duration.ofSeconds(30), Duration.ofMinutes(1), Duration.ofMinutes(2),
			Duration.ofMinutes(5), Duration.ofMinutes(10) };

	private final Counter placed;

	private final Counter refunds;

	private final Timer placedToReady;

	private final Clock clock;

	OrderMetrics(MeterRegistry meters, Clock clock) {
		this.placed = Counter.builder("orders.placed").description("Orders that were placed").register(meters);
		this.refunds = Counter.builder("orders.refunds").description("Orders that were refunded").register(meters);
		this.placedToReady = Timer.builder("orders.placed.to.ready")
			.description("From an order's being placed to its customer's being able to see it ready")
			.serviceLevelObjectives(BUCKETS)
			.register(meters);
		this.clock = clock;
	}

	@TransactionalEventListener
	void on(OrderEvent.OrderPlaced event) {
		this.placed.increment();
	}

	@TransactionalEventListener
	void on(OrderEvent.RefundIssued event) {
		this.refunds.increment();
	}

	@TransactionalEventListener
	void on(OrderEvent.OrderReady event) {
		this.placedToReady.record(Duration.between(event.placedAt(), this.clock.instant()));
	}

}
