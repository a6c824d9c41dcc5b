package pizzashop.notification.mail;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.SenderContext;
import io.micrometer.tracing.Tracer;
import jakarta.activation.DataHandler;
import jakarta.mail.BodyPart;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;
import org.eclipse.angus.mail.util.MailStreamProvider;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pizzashop.messaging.failure.FailureKind;
import pizzashop.messaging.failure.Failures;
import pizzashop.messaging.tracing.LogContext;
import pizzashop.messaging.tracing.TracingProperties;

import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.mail.MailException;
import org.springframework.mail.MailPreparationException;
import org.springframework.mail.MailSendException;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Records and sends mail, once for each id. What is recorded was sent. The other way
 * round there are two windows, in which a mail goes out once more, with the same
 * Message-ID: when the mail server has taken it and then its answer is lost, with those
 * of up to 23 others that went over the same connection at once, and when this process
 * ends, or what it works on moves to another instance, between that answer and the
 * commit. The second one is as wide as what is sent in the transactions of the moment, a
 * batch of each consumer at most. A transaction that only fails is none: what the server
 * has taken is remembered and not sent again. But when the server goes away in the middle
 * of a batch, that lasts until it is back: what it took behind the first mail that it did
 * not take is remembered in memory alone.
 */
@Component
public class Mailer implements AutoCloseable {

	/**
	 * Printable ASCII but quotes, backslashes and brackets, within which nearly anything
	 * could stand, such as a second address, and but what makes a list or a group of
	 * several. The SMTP client cuts other characters down to ASCII: that would be
	 * somebody else's address.
	 */
	private static final Pattern PLAIN_ADDRESS = Pattern.compile("[!-~&&[^\"\\\\\\[\\],:;]]+");

	private static final String UTF_8 = StandardCharsets.UTF_8.name();

	/** In characters, of a text that goes as it is. */
	private static final int LONGEST_LINE = 998;

	static {
		// Named, or the mail library looks through the whole class path for it, several
		// times a mail.
		System.setProperty("jakarta.mail.util.StreamProvider", MailStreamProvider.class.getName());
	}

	private static final Logger log = LoggerFactory.getLogger(Mailer.class);

	private final JavaMailSenderImpl sender;

	private final MailConnections connections;

	private final MailTable table;

	private final TakenMails taken;

	private final Failures failures;

	private final NotificationProperties properties;

	private final ObservationRegistry observations;

	private final Tracer tracer;

	private final TracingProperties tracing;

	private final Clock clock;

	/**
	 * Platform threads: each wait for the server, which has a timeout, would park and
	 * wake a virtual one at a price.
	 */
	private final ExecutorService senders;

	private volatile boolean stopping;

	Mailer(JavaMailSenderImpl sender, MailConnections connections, MailTable table, TakenMails taken, Failures failures,
			NotificationProperties properties, ObservationRegistry observations, Tracer tracer,
			TracingProperties tracing, Clock clock) {
		this.sender = sender;
		this.connections = connections;
		this.table = table;
		this.taken = taken;
		this.failures = failures;
		this.properties = properties;
		this.observations = observations;
		this.tracer = tracer;
		this.tracing = tracing;
		this.clock = clock;
		this.senders = Executors.newFixedThreadPool(connections.limit());
	}

	/**
	 * Sends one mail, as {@link #send(List)} does.
	 * @throws MailPreparationException when there is no sending to its recipient's
	 * address
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public void send(Mail mail) {
		send(List.of(prepare(mail)));
	}

	/**
	 * Sends mails as the last act of the current transaction, several at a time, but none
	 * that was sent before.
	 * @throws MailSendException when the mail server is away, or refuses one of them: the
	 * cause tells. Others may have gone out
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	void send(List<OutgoingMail> mails) {
		if (mails.isEmpty()) {
			return;
		}
		Set<UUID> unrecorded = this.table.insert(mails.stream().map(OutgoingMail::mail).toList(), now());
		List<OutgoingMail> unsent = new ArrayList<>(mails.size());
		for (OutgoingMail mail : mails) {
			UUID id = mail.mail().id();
			if (unrecorded.contains(id) && !this.taken.contains(id)) {
				unsent.add(mail);
			}
			else {
				within(mail, () -> log.info("Mailed before {}", mail.mail()));
			}
		}
		forgetOnceCommitted(unrecorded);
		submitAll(unsent);
	}

	private void forgetOnceCommitted(Set<UUID> recorded) {
		TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
			@Override
			public void afterCommit() {
				Mailer.this.taken.removeAll(recorded);
			}
		});
	}

	/**
	 * In an outage, or when the service stops, those that wait are not tried. A mail that
	 * is refused stops none of the others.
	 */
	private void submitAll(List<OutgoingMail> mails) {
		int atOnce = this.connections.mailsAtOnce();
		Queue<List<OutgoingMail>> waiting = new ConcurrentLinkedQueue<>();
		for (int from = 0; from < mails.size(); from += atOnce) {
			waiting.add(mails.subList(from, Math.min(from + atOnce, mails.size())));
		}
		Callable<@Nullable Void> sending = () -> {
			RuntimeException refusal = null;
			for (List<OutgoingMail> next = waiting.poll(); next != null; next = waiting.poll()) {
				try {
					submit(next);
				}
				catch (RuntimeException ex) {
					refusal = ex;
					if (this.stopping || this.failures.kindOf(ex) == FailureKind.OUTAGE) {
						waiting.clear();
					}
				}
			}
			if (refusal != null) {
				throw refusal;
			}
			return null;
		};
		int atATime = Math.min(this.connections.limit(), waiting.size());
		try {
			for (Future<?> done : this.senders.invokeAll(Collections.nCopies(atATime, sending))) {
				done.get();
			}
		}
		catch (ExecutionException ex) {
			throw (ex.getCause() instanceof MailException failure) ? failure : new MailSendException("Not sent", ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new MailSendException("Interrupted", ex);
		}
	}

	private void submit(List<OutgoingMail> mails) {
		if (this.stopping) {
			throw new MailSendException("Not sent, the service stops");
		}
		Map<OutgoingMail, Observation> sendings = new LinkedHashMap<>();
		mails.forEach((mail) -> within(mail, () -> sendings.put(mail, observationOf(mail).start())));
		Map<OutgoingMail, MessagingException> untaken;
		try {
			untaken = this.connections.send(mails);
		}
		catch (RuntimeException ex) {
			sendings.values().forEach((sending) -> sending.error(ex).stop());
			throw ex;
		}
		sendings.forEach((mail, sending) -> within(mail, () -> end(mail, sending, untaken.get(mail))));
		// in an outage, who waits is told of that
		untaken.values()
			.stream()
			.filter((failure) -> this.failures.kindOf(failure) == FailureKind.OUTAGE)
			.findFirst()
			.or(() -> untaken.values().stream().findFirst())
			.ifPresent((failure) -> {
				throw new MailSendException("Not sent", failure);
			});
	}

	private void end(OutgoingMail mail, Observation sending, @Nullable MessagingException failure) {
		if (failure == null) {
			this.taken.add(mail.mail().id());
			log.info("Mailed {}", mail.mail());
		}
		else {
			sending.error(failure);
		}
		sending.stop();
	}

	/** Acts within the step that caused a mail, as traces and the log tell it. */
	private void within(OutgoingMail mail, Runnable act) {
		String order = Objects.toString(mail.mail().orderId(), "");
		try (var span = this.tracer.withSpan(mail.cause()); var about = LogContext.with(this.tracing.logKey(), order)) {
			act.run();
		}
	}

	/** The mail server continues no trace, so the mail says nothing of it. */
	private Observation observationOf(OutgoingMail mail) {
		SenderContext<MimeMessage> context = new SenderContext<>((carrier, name, value) -> {
		}, Kind.CLIENT);
		context.setCarrier(mail);
		context.setRemoteServiceName("mail-server");
		return Observation.createNotStarted("mail.send", () -> context, this.observations)
			.contextualName("send mail")
			.lowCardinalityKeyValue("kind", mail.mail().kind().name());
	}

	/**
	 * Makes of a mail the message that goes out.
	 * @throws MailPreparationException when there is no sending to its recipient's
	 * address
	 */
	OutgoingMail prepare(Mail mail) {
		try {
			OutgoingMail message = new OutgoingMail(this.sender.getSession(), mail, this.tracer.currentSpan());
			message.setFrom(this.properties.from());
			message.setRecipient(Message.RecipientType.TO, addressOf(mail.recipient()));
			message.setSubject(mail.subject(), UTF_8);
			message.setSentDate(Date.from(now()));
			message.setContent(new MimeMultipart("alternative", partOf(mail.body().text(), "plain"),
					partOf(mail.body().html(), "html")));
			message.saveChanges();
			return message;
		}
		catch (MessagingException ex) {
			throw new MailPreparationException(ex);
		}
	}

	/** As bytes, which the mail library copies: a text it would write byte by byte. */
	private static BodyPart partOf(String content, String subtype) throws MessagingException {
		byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
		MimeBodyPart part = new MimeBodyPart();
		part.setDataHandler(new DataHandler(new ByteArrayDataSource(bytes, "text/" + subtype + "; charset=" + UTF_8)));
		if (bytes.length == content.length() && isSevenBit(content)) {
			// or the library would look for how to encode it, one byte after the other
			part.setHeader("Content-Transfer-Encoding", "7bit");
		}
		return part;
	}

	/**
	 * Whether a text in ASCII can go as it is.
	 * @see <a href="https://www.rfc-editor.org/rfc/rfc2045#section-2.7">RFC 2045, section
	 * 2.7: 7bit data</a>
	 */
	private static boolean isSevenBit(String ascii) {
		return ascii.indexOf('\0') < 0 && ascii.lines().allMatch((line) -> line.length() <= LONGEST_LINE);
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

	private Instant now() {
		return this.clock.instant().truncatedTo(ChronoUnit.MICROS);
	}

	/**
	 * From now on no further mail is begun, but for those that are about to go over a
	 * connection at once, so that what was sent can be recorded before the database goes.
	 */
	@EventListener(ContextClosedEvent.class)
	public void stop() {
		this.stopping = true;
	}

	/** Waits for mails that are just being sent. */
	@Override
	public void close() {
		this.senders.close();
	}

}
