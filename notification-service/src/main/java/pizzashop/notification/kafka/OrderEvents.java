package pizzashop.notification.kafka;

import java.util.Currency;
import java.util.List;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import pizzashop.contracts.Topics;
import pizzashop.events.OrderCancelled;
import pizzashop.events.OrderPlaced;
import pizzashop.events.OrderReady;
import pizzashop.events.OrderRejected;
import pizzashop.events.RefundIssued;
import pizzashop.messaging.InvalidEventException;
import pizzashop.messaging.inbox.EventHandlers;
import pizzashop.messaging.inbox.Inbox;
import pizzashop.notification.mail.MailKind;
import pizzashop.notification.mail.OrderMail;
import pizzashop.notification.receipt.Money;
import pizzashop.notification.receipt.News;
import pizzashop.notification.receipt.Receipt;

import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/** Which event makes which mail. */
@Component
class OrderEvents {

	private final Inbox inbox;

	private final EventHandlers<?> handlers;

	OrderEvents(Inbox inbox, OrderMail mail) {
		this.inbox = inbox;
		this.handlers = EventHandlers.create()
			.on(OrderPlaced.class, (prepared, placed, headers) -> mail.send(headers.id(), receiptOf(placed)))
			.on(OrderReady.class,
					(prepared, ready, headers) -> mail.send(headers.id(), MailKind.READY,
							new News(ready.getOrderId(), null, null)))
			.on(OrderRejected.class,
					(prepared, rejected, headers) -> mail.send(headers.id(), MailKind.REJECTED,
							new News(rejected.getOrderId(), rejected.getReason(), null)))
			.on(OrderCancelled.class,
					(prepared, cancelled, headers) -> mail.send(headers.id(), MailKind.CANCELLED,
							new News(cancelled.getOrderId(), null, null)))
			.on(RefundIssued.class,
					(prepared, refund, headers) -> mail.send(headers.id(), MailKind.REFUNDED, newsOf(refund)));
	}

	/** One transaction for each event, because no rollback takes a mail back. */
	@KafkaListener(topics = Topics.PIZZA_ORDERS)
	void on(List<ConsumerRecord<byte[], byte[]>> batch) {
		this.inbox.processOneByOne(batch, this.handlers);
	}

	static Receipt receiptOf(OrderPlaced placed) {
		Currency currency = currency(placed.getCurrency());
		return new Receipt(placed.getOrderId(),
				new Receipt.Customer(placed.getCustomer().getName(), placed.getCustomer().getEmail()),
				placed.getLines()
					.stream()
					.map((line) -> new Receipt.Line(line.getPizza(), line.getQuantity(),
							new Money(line.getUnitPrice(), currency)))
					.toList(),
				new Money(placed.getTotal(), currency), placed.getPlacedAt());
	}

	private static News newsOf(RefundIssued refund) {
		return new News(refund.getOrderId(), refund.getReason(),
				new Money(refund.getAmount(), currency(refund.getCurrency())));
	}

	private static Currency currency(String code) {
		try {
			return Currency.getInstance(code);
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidEventException("\"" + code + "\" is no currency", ex);
		}
	}

}
