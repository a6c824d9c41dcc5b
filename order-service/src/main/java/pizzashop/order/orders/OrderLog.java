package pizzashop.order.orders;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pizzashop.messaging.tracing.LogContext;

import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/** One line for each thing that happened, once it is committed. */
@Component
class OrderLog {

	private static final Logger log = LoggerFactory.getLogger(OrderLog.class);

	@TransactionalEventListener
	void on(OrderEvent event) {
		try (var about = LogContext.with("orderId", event.orderId().toString())) {
			say(event);
		}
	}

	private static void say(OrderEvent event) {
		switch (event) {
			case OrderEvent.OrderPlaced placed ->
				log.info("Order placed orderId={} total=\"{}\"", placed.orderId(), placed.total());
			case OrderEvent.CookingStarted cooking ->
				log.info("Order cooking orderId={} expectedReadyAt={}", cooking.orderId(), cooking.expectedReadyAt());
			case OrderEvent.OrderReady ready -> log.info("Order ready orderId={}", ready.orderId());
			case OrderEvent.OrderRejected rejected ->
				log.info("Order rejected orderId={} reason=\"{}\"", rejected.orderId(), rejected.reason());
			case OrderEvent.CancellationRequested request ->
				log.info("Cancellation requested orderId={} reason=\"{}\"", request.orderId(), request.reason());
			case OrderEvent.OrderCancelled cancelled -> log.info("Order cancelled orderId={}", cancelled.orderId());
			case OrderEvent.RefundIssued refund ->
				log.info("Refund issued orderId={} amount=\"{}\"", refund.orderId(), refund.amount());
		}
	}

}
