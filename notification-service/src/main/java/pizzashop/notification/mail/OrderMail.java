package pizzashop.notification.mail;

import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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

	private static final Logger log = LoggerFactory.getLogger(OrderMail.class);

	private final RecipientTable recipients;

	private final MailWriter writer;

	private final Mailer mailer;

	OrderMail(RecipientTable recipients, MailWriter writer, Mailer mailer) {
		this.recipients = recipients;
		this.writer = writer;
		this.mailer = mailer;
	}

	/**
	 * Mails a receipt to its customer, and remembers who that is, once for each event: an
	 * event that comes back after the inbox has forgotten it makes no second mail.
	 * @param eventId the event that the receipt is for
	 * @throws org.springframework.mail.MailException when it cannot be sent
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public void send(UUID eventId, Receipt receipt) {
		this.recipients.remember(receipt.orderId(), receipt.customer());
		send(eventId, MailKind.RECEIPT, receipt.orderId(), receipt.customer(),
				Map.of("receipt", receipt, "placedAt", receipt.placedAt().atOffset(ZoneOffset.UTC)));
	}

	/**
	 * Mails news of an order to its customer, once for each event.
	 * @param eventId the event that brought the news
	 * @throws RecipientUnknownException when its receipt was never mailed
	 * @throws org.springframework.mail.MailException when it cannot be sent
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public void send(UUID eventId, MailKind kind, News news) {
		Customer customer = this.recipients.find(news.orderId())
			.orElseThrow(() -> new RecipientUnknownException(news.orderId()));
		send(eventId, kind, news.orderId(), customer, Map.of("news", news));
	}

	private void send(UUID eventId, MailKind kind, UUID orderId, Customer customer, Map<String, Object> details) {
		Map<String, Object> values = new HashMap<>(details);
		values.put("customer", customer);
		values.put("orderId", orderId);
		String subject = kind.subjectAbout(shortId(orderId));
		values.put("subject", subject);
		MailBody body = this.writer.write(kind, values);
		boolean sent = this.mailer.send(new Mail(eventId, orderId, kind, customer.email(), subject, body));
		log.info(sent ? "Mailed kind={} orderId={} to={}" : "Mailed before kind={} orderId={} to={}", kind, orderId,
				customer.email());
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
