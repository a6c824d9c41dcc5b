package pizzashop.notification.mail;

import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

import org.thymeleaf.ITemplateEngine;
import org.thymeleaf.context.Context;
import pizzashop.notification.receipt.Receipt;

import org.springframework.stereotype.Component;

/** Writes the mail on a placed order, from the templates {@code mail/receipt}. */
@Component
class ReceiptWriter {

	private final ITemplateEngine templates;

	ReceiptWriter(ITemplateEngine templates) {
		this.templates = templates;
	}

	Mail write(UUID eventId, Receipt receipt) {
		Context values = new Context(Locale.ENGLISH,
				Map.of("receipt", receipt, "placedAt", receipt.placedAt().atOffset(ZoneOffset.UTC)));
		return new Mail(eventId, receipt.orderId(), MailKind.RECEIPT, receipt.customer().email(),
				"Your receipt for order " + receipt.shortOrderId(), this.templates.process("mail/receipt.txt", values),
				this.templates.process("mail/receipt", values));
	}

}
