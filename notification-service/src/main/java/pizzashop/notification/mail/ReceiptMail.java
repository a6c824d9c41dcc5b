package pizzashop.notification.mail;

import java.util.UUID;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pizzashop.notification.receipt.Receipt;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The mail on a placed order. */
@Component
public class ReceiptMail {

	private static final Logger log = LoggerFactory.getLogger(ReceiptMail.class);

	private final ReceiptWriter writer;

	private final Mailer mailer;

	ReceiptMail(ReceiptWriter writer, Mailer mailer) {
		this.writer = writer;
		this.mailer = mailer;
	}

	/**
	 * Mails a receipt to its customer, once for each event: an event that comes back
	 * after the inbox has forgotten it makes no second mail.
	 * @param eventId the event that the receipt is for
	 * @throws org.springframework.mail.MailException when it cannot be sent
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public void send(UUID eventId, Receipt receipt) {
		if (this.mailer.send(this.writer.write(eventId, receipt))) {
			log.info("Receipt mailed orderId={} to={} total=\"{}\"", receipt.orderId(), receipt.customer().email(),
					receipt.total());
		}
		else {
			log.info("Receipt was mailed before orderId={}", receipt.orderId());
		}
	}

}
