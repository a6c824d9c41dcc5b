package pizzashop.order.kafka;

import java.util.List;

import org.apache.avro.specific.SpecificRecord;
import pizzashop.contracts.EventCatalogue;
import pizzashop.contracts.Topics;
import pizzashop.events.CancellationRequested;
import pizzashop.events.Customer;
import pizzashop.events.OrderLine;
import pizzashop.events.OrderPlaced;
import pizzashop.events.RefundIssued;
import pizzashop.messaging.outbox.Outbox;
import pizzashop.order.orders.OrderEvent;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Tells the other services what happened to an order, by way of the outbox. */
@Component
class OrderEventPublisher {

	private final Outbox outbox;

	OrderEventPublisher(Outbox outbox) {
		this.outbox = outbox;
		outbox.prepare(Topics.PIZZA_ORDERS,
				List.of(OrderPlaced.class, CancellationRequested.class, RefundIssued.class));
	}

	@EventListener
	void on(OrderEvent.OrderPlaced placed) {
		publish(new OrderPlaced(placed.orderId(), new Customer(placed.customer().name(), placed.customer().email()),
				placed.lines()
					.stream()
					.map((line) -> new OrderLine(line.pizza(), line.quantity(), line.unitPrice().amount()))
					.toList(),
				placed.total().amount(), placed.total().currency().getCurrencyCode(), placed.at()));
	}

	@EventListener
	void on(OrderEvent.CancellationRequested request) {
		publish(new CancellationRequested(request.orderId(), request.reason(), request.at()));
	}

	@EventListener
	void on(OrderEvent.RefundIssued refund) {
		publish(new RefundIssued(refund.orderId(), refund.refundId(), refund.amount().amount(),
				refund.amount().currency().getCurrencyCode(), refund.reason(), refund.at()));
	}

	private void publish(SpecificRecord event) {
		this.outbox.append(Topics.PIZZA_ORDERS, EventCatalogue.orderIdOf(event).toString(), event);
	}

}
