package pizzashop.notification.mail;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.regex.Pattern;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.SenderContext;
import jakarta.mail.BodyPart;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.mail.MailPreparationException;
import org.springframework.mail.MailSendException;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Records and sends mail, once for each id. What is recorded was sent. The other way
 * round there is a window: when the mail server has taken a mail and then its answer is
 * lost, or the process or the database dies before the commit, nothing is recorded and
 * the mail goes out once more, with the same Message-ID.
 */
@Component
public class Mailer {

	/**
	 * Printable ASCII but quotes, backslashes and brackets, within which nearly anything
	 * could stand, such as a second address. The SMTP client cuts other characters down
	 * to ASCII: that would be somebody else's address.
	 */
	private static final Pattern PLAIN_ADDRESS = Pattern.compile("[!-~&&[^\"\\\\\\[\\]]]+");

	private static final String UTF_8 = StandardCharsets.UTF_8.name();

	private static final Logger log = LoggerFactory.getLogger(Mailer.class);

	private final JavaMailSender sender;

	private final MailTable table;

	private final NotificationProperties properties;

	private final ObservationRegistry observations;

	private final Clock clock;

	Mailer(JavaMailSender sender, MailTable table, NotificationProperties properties, ObservationRegistry observations,
			Clock clock) {
		this.sender = sender;
		this.table = table;
		this.properties = properties;
		this.observations = observations;
		this.clock = clock;
	}

	/**
	 * Sends a mail as the last act of the current transaction, unless one with its id was
	 * sent before.
	 * @return whether it was sent now
	 * @throws MailPreparationException when there is no sending to its recipient's
	 * address
	 * @throws MailSendException when the mail server is away, or refuses: the cause tells
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public boolean send(Mail mail) {
		Instant now = this.clock.instant().truncatedTo(ChronoUnit.MICROS);
		MimeMessage message = messageOf(mail, now);
		if (!this.table.insert(mail, now)) {
			return false;
		}
		observationOf(mail, message).observe(() -> submit(message));
		return true;
	}

	/** The mail server continues no trace, so the mail says nothing of it. */
	private Observation observationOf(Mail mail, MimeMessage message) {
		SenderContext<MimeMessage> context = new SenderContext<>((carrier, name, value) -> {
		}, Kind.CLIENT);
		context.setCarrier(message);
		context.setRemoteServiceName("mail-server");
		return Observation.createNotStarted("mail.send", () -> context, this.observations)
			.contextualName("send mail")
			.lowCardinalityKeyValue("kind", mail.kind().name());
	}

	private MimeMessage messageOf(Mail mail, Instant sentAt) {
		MimeMessage message = this.sender.createMimeMessage();
		try {
			message.setFrom(this.properties.from());
			message.setRecipient(Message.RecipientType.TO, addressOf(mail.recipient()));
			message.setSubject(mail.subject(), UTF_8);
			message.setSentDate(Date.from(sentAt));
			message.setContent(new MimeMultipart("alternative", partOf(mail.body().text(), "plain"),
					partOf(mail.body().html(), "html")));
			message.setHeader("Message-ID", mail.messageId());
			return message;
		}
		catch (MessagingException ex) {
			throw new MailPreparationException(ex);
		}
	}

	private static BodyPart partOf(String content, String subtype) throws MessagingException {
		MimeBodyPart part = new MimeBodyPart();
		part.setText(content, UTF_8, subtype);
		return part;
	}

	private static InternetAddress addressOf(String recipient) throws AddressException {
		if (!PLAIN_ADDRESS.matcher(recipient).matches()) {
			throw new AddressException("Not a plain address", recipient);
		}
		InternetAddress address = new InternetAddress();
		address.setAddress(recipient);
		address.validate();
		return address;
	}

	/**
	 * Hands a message over to the mail server. Once that has taken it the mail is sent,
	 * whatever becomes of the connection: a retry would send it twice.
	 */
	private void submit(MimeMessage message) {
		try {
			this.sender.send(message);
		}
		catch (MailSendException ex) {
			if (ex.getFailedMessages().isEmpty()) {
				log.debug("Connection to the mail server not closed properly", ex);
				return;
			}
			// Spring keeps the reason aside, where those that look at causes would miss
			// it.
			throw new MailSendException("Not sent", ex.getFailedMessages().values().iterator().next());
		}
	}

}
