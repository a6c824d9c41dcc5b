package pizzashop.kitchen.kafka;

import java.util.List;
import java.util.UUID;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import pizzashop.contracts.EventCatalogue;
import pizzashop.contracts.Topics;
import pizzashop.events.CancellationRequested;
import pizzashop.events.OrderPlaced;
import pizzashop.kitchen.ticket.Kitchen;
import pizzashop.kitchen.ticket.KitchenOrder;
import pizzashop.kitchen.ticket.Worktop;
import pizzashop.messaging.inbox.EventHandlers;
import pizzashop.messaging.inbox.Inbox;

import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/** What the kitchen hears. */
@Component
class OrderEvents {

	private final Inbox inbox;

	private final EventHandlers<Worktop> handlers;

	OrderEvents(Inbox inbox, Kitchen kitchen) {
		this.inbox = inbox;
		this.handlers = EventHandlers.prepare((events) -> kitchen.prepare(ordersOf(events)))
			.on(OrderPlaced.class, (worktop, placed) -> kitchen.open(orderOf(placed), worktop))
			.on(CancellationRequested.class, (worktop, request) -> kitchen.discard(request.getOrderId(), worktop));
	}

	@KafkaListener(topics = Topics.PIZZA_ORDERS)
	void on(List<ConsumerRecord<byte[], byte[]>> batch) {
		this.inbox.process(batch, this.handlers);
	}

	private static List<UUID> ordersOf(List<SpecificRecord> events) {
		return events.stream().map(EventCatalogue::orderIdOf).toList();
	}

	private static KitchenOrder orderOf(OrderPlaced placed) {
		return new KitchenOrder(placed.getOrderId(),
				placed.getLines()
					.stream()
					.map((line) -> new KitchenOrder.Item(line.getPizza(), line.getQuantity()))
					.toList());
	}

}
