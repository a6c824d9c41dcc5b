package pizzashop.kitchen.kafka;

import java.util.List;

import org.apache.avro.specific.SpecificRecord;
import pizzashop.contracts.Topics;
import pizzashop.events.CookingStarted;
import pizzashop.events.OrderReady;
import pizzashop.events.OrderRejected;
import pizzashop.kitchen.ticket.TicketEvent;
import pizzashop.messaging.outbox.Outbox;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** What the kitchen says. */
@Component
class TicketEvents {

	private final Outbox outbox;

	TicketEvents(Outbox outbox) {
		this.outbox = outbox;
		outbox.prepare(Topics.PIZZA_ORDERS, List.of(CookingStarted.class, OrderReady.class, OrderRejected.class));
	}

	@EventListener
	void on(TicketEvent event) {
		this.outbox.append(Topics.PIZZA_ORDERS, event.orderId().toString(), recordOf(event));
	}

	private static SpecificRecord recordOf(TicketEvent event) {
		return switch (event) {
			case TicketEvent.CookingStarted started ->
				new CookingStarted(started.orderId(), started.startedAt(), started.expectedReadyAt());
			case TicketEvent.Ready ready -> new OrderReady(ready.orderId(), ready.readyAt());
			case TicketEvent.Rejected rejected ->
				new OrderRejected(rejected.orderId(), rejected.reason(), rejected.rejectedAt());
		};
	}

}
