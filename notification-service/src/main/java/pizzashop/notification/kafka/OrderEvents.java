package pizzashop.notification.kafka;

import java.util.Currency;
import java.util.List;
import java.util.UUID;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import pizzashop.contracts.EventCatalogue;
import pizzashop.contracts.Topics;
import pizzashop.events.OrderCancelled;
import pizzashop.events.OrderPlaced;
import pizzashop.events.OrderReady;
import pizzashop.events.OrderRejected;
import pizzashop.events.RefundIssued;
import pizzashop.messaging.InvalidEventException;
import pizzashop.messaging.inbox.EventHandlers;
import pizzashop.messaging.inbox.Inbox;
import pizzashop.notification.mail.MailBatch;
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

	private final EventHandlers<MailBatch> handlers;

	OrderEvents(Inbox inbox, OrderMail mail) {
		this.inbox = inbox;
		this.handlers = EventHandlers.prepare((events) -> mail.prepare(ordersWithNews(events)))
			.on(OrderPlaced.class, (batch, placed, headers) -> mail.write(headers.id(), receiptOf(placed), batch))
			.on(OrderReady.class,
					(batch, ready, headers) -> mail.write(headers.id(), MailKind.READY,
							new News(ready.getOrderId(), null, null), batch))
			.on(OrderRejected.class,
					(batch, rejected, headers) -> mail.write(headers.id(), MailKind.REJECTED,
							new News(rejected.getOrderId(), rejected.getReason(), null), batch))
			.on(OrderCancelled.class,
					(batch, cancelled, headers) -> mail.write(headers.id(), MailKind.CANCELLED,
							new News(cancelled.getOrderId(), null, null), batch))
			.on(RefundIssued.class,
					(batch, refund, headers) -> mail.write(headers.id(), MailKind.REFUNDED, newsOf(refund), batch))
			.atLast(mail::send);
	}

	/**
	 * A mail can wait so long for others that share its transaction, unless 64 kB are
	 * there at once.
	 */
	@KafkaListener(topics = Topics.PIZZA_ORDERS, properties = { "fetch.max.wait.ms=50", "fetch.min.bytes=65536" })
	void on(List<ConsumerRecord<byte[], byte[]>> batch) {
		this.inbox.process(batch, this.handlers);
	}

	/** An OrderPlaced says itself who ordered. */
	private static List<UUID> ordersWithNews(List<SpecificRecord> events) {
		return events.stream()
			.filter((event) -> !(event instanceof OrderPlaced))
			.map(EventCatalogue::orderIdOf)
			.toList();
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
