package pizzashop.notification.mail;

import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

import pizzashop.notification.receipt.News;
import pizzashop.notification.receipt.Receipt;
import pizzashop.notification.receipt.Receipt.Customer;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The mails to customers about their orders. */
@Component
public class OrderMail {

	private static final int SHORT_ID_LENGTH = 8;

	private final RecipientTable recipients;

	private final MailWriter writer;

	private final Mailer mailer;

	OrderMail(RecipientTable recipients, MailWriter writer, Mailer mailer) {
		this.recipients = recipients;
		this.writer = writer;
		this.mailer = mailer;
	}

	/** What it takes to mail news of these orders, in one query. */
	@Transactional(propagation = Propagation.MANDATORY)
	public MailBatch prepare(Collection<UUID> orders) {
		return new MailBatch(this.recipients.find(orders));
	}

	/**
	 * Writes a receipt to its customer, who is remembered.
	 * @param eventId the event that the receipt is for
	 * @throws org.springframework.mail.MailException when there is no sending to the
	 * customer's address
	 */
	public void write(UUID eventId, Receipt receipt, MailBatch batch) {
		batch.remember(receipt.orderId(), receipt.customer());
		batch.add(mailOf(eventId, MailKind.RECEIPT, receipt.orderId(), receipt.customer(),
				Map.of("receipt", receipt, "placedAt", receipt.placedAt().atOffset(ZoneOffset.UTC))));
	}

	/**
	 * Writes news of an order to its customer.
	 * @param eventId the event that brought the news
	 * @param batch prepared for at least this order
	 * @throws RecipientUnknownException when its receipt was never mailed
	 * @throws org.springframework.mail.MailException when there is no sending to the
	 * customer's address
	 */
	public void write(UUID eventId, MailKind kind, News news, MailBatch batch) {
		batch.add(mailOf(eventId, kind, news.orderId(), batch.recipientOf(news.orderId()), Map.of("news", news)));
	}

	/**
	 * Sends what was written, as the last act of the transaction, once for each event: an
	 * event that comes back after the inbox has forgotten it makes no second mail.
	 * @throws org.springframework.mail.MailException when one of the mails cannot be sent
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public void send(MailBatch batch) {
		this.recipients.remember(batch.newRecipients());
		this.mailer.send(batch.mails());
	}

	private OutgoingMail mailOf(UUID eventId, MailKind kind, UUID orderId, Customer customer,
			Map<String, Object> details) {
		Map<String, Object> values = new HashMap<>(details);
		values.put("customer", customer);
		values.put("orderId", orderId);
		String subject = kind.subjectAbout(shortId(orderId));
		values.put("subject", subject);
		MailBody body = this.writer.write(kind, values);
		return this.mailer.prepare(new Mail(eventId, orderId, kind, customer.email(), subject, body));
	}

	/**
	 * What tells this order from others, for people: the end of its id, for an id begins
	 * with the time, and orders of the same minute begin alike.
	 */
	private static String shortId(UUID orderId) {
		String id = orderId.toString();
		return id.substring(id.length() - SHORT_ID_LENGTH);
	}

}
