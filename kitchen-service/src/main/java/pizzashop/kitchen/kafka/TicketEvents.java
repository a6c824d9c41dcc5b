package pizzashop.kitchen.kafka;

import java.util.List;

import org.apache.avro.specific.SpecificRecord;
import pizzashop.contracts.EventCatalogue;
import pizzashop.contracts.Topics;
import pizzashop.events.CookingStarted;
import pizzashop.events.OrderCancelled;
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
		outbox.prepare(Topics.PIZZA_ORDERS,
				List.of(CookingStarted.class, OrderReady.class, OrderRejected.class, OrderCancelled.class));
	}

	@EventListener
	void on(TicketEvent event) {
		switch (event) {
			case TicketEvent.Opened opened -> {
				// The kitchen's own affair: nobody waits for it.
			}
			case TicketEvent.CookingStarted started ->
				publish(new CookingStarted(started.orderId(), started.startedAt(), started.expectedReadyAt()));
			case TicketEvent.Ready ready -> publish(new OrderReady(ready.orderId(), ready.readyAt()));
			case TicketEvent.Rejected rejected ->
				publish(new OrderRejected(rejected.orderId(), rejected.reason(), rejected.rejectedAt()));
			case TicketEvent.Discarded discarded ->
				publish(new OrderCancelled(discarded.orderId(), discarded.discardedAt()));
		}
	}

	private void publish(SpecificRecord event) {
		this.outbox.append(Topics.PIZZA_ORDERS, EventCatalogue.orderIdOf(event).toString(), event);
	}

}
