package pizzashop.notification.mail;

import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;

import pizzashop.notification.receipt.Receipt;

import org.springframework.stereotype.Component;

/** Writes the mail on a placed order. */
@Component
class ReceiptWriter {

	private final MailWriter writer;

	ReceiptWriter(MailWriter writer) {
		this.writer = writer;
	}

	Mail write(UUID eventId, Receipt receipt) {
		MailBody body = this.writer.write(MailKind.RECEIPT,
				Map.of("receipt", receipt, "placedAt", receipt.placedAt().atOffset(ZoneOffset.UTC)));
		return new Mail(eventId, receipt.orderId(), MailKind.RECEIPT, receipt.customer().email(),
				"Your receipt for order " + receipt.shortOrderId(), body);
	}

}
