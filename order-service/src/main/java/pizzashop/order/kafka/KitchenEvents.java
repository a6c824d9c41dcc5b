package pizzashop.order.kafka;

import java.time.Clock;
import java.util.List;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import pizzashop.contracts.EventCatalogue;
import pizzashop.contracts.Topics;
import pizzashop.events.CookingStarted;
import pizzashop.events.OrderCancelled;
import pizzashop.events.OrderReady;
import pizzashop.events.OrderRejected;
import pizzashop.messaging.inbox.EventHandlers;
import pizzashop.messaging.inbox.Inbox;
import pizzashop.order.orders.LockedOrders;
import pizzashop.order.orders.OrderRepository;

import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/** What the kitchen makes of the orders. */
@Component
class KitchenEvents {

	private final Inbox inbox;

	private final EventHandlers<LockedOrders> handlers;

	KitchenEvents(Inbox inbox, OrderRepository repository, Clock clock) {
		this.inbox = inbox;
		this.handlers = EventHandlers
			.prepare((events) -> LockedOrders.lock(repository, events.stream().map(EventCatalogue::orderIdOf).toList()))
			.on(CookingStarted.class,
					(orders, event) -> orders.change(event.getOrderId(),
							(order) -> order.startCooking(event.getStartedAt(), event.getExpectedReadyAt())))
			.on(OrderReady.class,
					(orders, event) -> orders.change(event.getOrderId(), (order) -> order.finish(event.getReadyAt())))
			.on(OrderRejected.class,
					(orders, event) -> orders.change(event.getOrderId(),
							(order) -> order.reject(event.getReason(), event.getRejectedAt(), clock.instant())))
			.on(OrderCancelled.class, (orders, event) -> orders.change(event.getOrderId(),
					(order) -> order.discard(event.getCancelledAt(), clock.instant())));
	}

	/** What comes within so long is fetched together, with 64 kB at once. */
	@KafkaListener(topics = Topics.PIZZA_ORDERS, properties = { "fetch.max.wait.ms=20", "fetch.min.bytes=65536" })
	void on(List<ConsumerRecord<byte[], byte[]>> batch) {
		this.inbox.process(batch, this.handlers);
	}

}
