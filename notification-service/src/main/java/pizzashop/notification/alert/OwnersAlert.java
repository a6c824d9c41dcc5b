package pizzashop.notification.alert;

import java.util.List;
import java.util.Map;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pizzashop.notification.mail.Mail;
import pizzashop.notification.mail.MailBody;
import pizzashop.notification.mail.MailKind;
import pizzashop.notification.mail.MailWriter;
import pizzashop.notification.mail.Mailer;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Tells the shop's owner of dead letters. What was entered is told, once for each round
 * of a letter, however often it is delivered: letters are entered and marked as told in
 * the database, and whoever tells them does it alone.
 */
@Component
public class OwnersAlert {

	private static final Logger log = LoggerFactory.getLogger(OwnersAlert.class);

	private final AlertTable table;

	private final MailWriter writer;

	private final Mailer mailer;

	private final AlertProperties properties;

	OwnersAlert(AlertTable table, MailWriter writer, Mailer mailer, AlertProperties properties) {
		this.table = table;
		this.writer = writer;
		this.mailer = mailer;
		this.properties = properties;
	}

	/** Sees to it that the owner is told of these letters, soon. */
	@Transactional
	public void enter(List<Letter> letters) {
		this.table.enter(letters);
	}

	/**
	 * Mails all letters that wait, if their burst is over and nobody else is just mailing
	 * them.
	 * @return whether it was so
	 * @throws org.springframework.mail.MailException when they cannot be mailed: they
	 * wait
	 */
	@Transactional
	public boolean tell() {
		if (!this.table.takeTurn() || !this.table.isBurstOver(this.properties.quiet(), this.properties.longest())) {
			return false;
		}
		this.table.forgetOld();
		Alert alert = this.table.take();
		MailBody body = this.writer.write(MailKind.DEAD_LETTERS, Map.of("alert", alert));
		this.mailer
			.send(new Mail(alert.id(), null, MailKind.DEAD_LETTERS, this.properties.owner(), alert.subject(), body));
		log.info("Owner told of dead letters letters={} to={}", alert.letters(), this.properties.owner());
		return true;
	}

}
