package pizzashop.notification.kafka;

import java.util.Currency;
import java.util.List;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import pizzashop.contracts.Topics;
import pizzashop.events.OrderPlaced;
import pizzashop.messaging.InvalidEventException;
import pizzashop.messaging.inbox.EventHandlers;
import pizzashop.messaging.inbox.Inbox;
import pizzashop.notification.mail.ReceiptMail;
import pizzashop.notification.receipt.Money;
import pizzashop.notification.receipt.Receipt;

import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/** Which event makes which mail. */
@Component
class OrderEvents {

	private final Inbox inbox;

	private final EventHandlers<?> handlers;

	OrderEvents(Inbox inbox, ReceiptMail receiptMail) {
		this.inbox = inbox;
		this.handlers = EventHandlers.create()
			.on(OrderPlaced.class, (prepared, placed, headers) -> receiptMail.send(headers.id(), receiptOf(placed)));
	}

	/** One transaction for each event, because no rollback takes a mail back. */
	@KafkaListener(topics = Topics.PIZZA_ORDERS)
	void on(List<ConsumerRecord<byte[], byte[]>> batch) {
		this.inbox.processOneByOne(batch, this.handlers);
	}

	static Receipt receiptOf(OrderPlaced placed) {
		Currency currency = currencyOf(placed);
		return new Receipt(placed.getOrderId(),
				new Receipt.Customer(placed.getCustomer().getName(), placed.getCustomer().getEmail()),
				placed.getLines()
					.stream()
					.map((line) -> new Receipt.Line(line.getPizza(), line.getQuantity(),
							new Money(line.getUnitPrice(), currency)))
					.toList(),
				new Money(placed.getTotal(), currency), placed.getPlacedAt());
	}

	private static Currency currencyOf(OrderPlaced placed) {
		try {
			return Currency.getInstance(placed.getCurrency());
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidEventException("\"" + placed.getCurrency() + "\" is no currency", ex);
		}
	}

}
