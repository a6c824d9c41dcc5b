package pizzashop.notification.mail;

import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.Tracer;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pizzashop.messaging.failure.FailureKind;
import pizzashop.messaging.failure.Failures;
import pizzashop.messaging.tracing.TracingProperties;
import pizzashop.notification.ScriptedMailServer;

import org.springframework.core.NestedExceptionUtils;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionSynchronizationUtils;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.mockito.Mockito.mock;

class MailerTests {

	private static final UUID EVENT = UUID.fromString("01980000-0000-7000-8000-0000000000e1");

	private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");

	private static final String CONNECTION_REFUSALS = """
			(connection), 421 closing,                OUTAGE
			(connection), 554 no service here,        OUTAGE
			(connection), hangs up,                   OUTAGE
			(connection), keeps silent,               OUTAGE
			""";

	private static final String REFUSALS = """
			MAIL,         421 closing,                OUTAGE
			MAIL,         452 no space left,          OUTAGE
			MAIL,         530 log in first,           OUTAGE
			MAIL,         550 we know no such sender, OUTAGE
			MAIL,         hangs up,                   OUTAGE
			RCPT,         421 closing,                OUTAGE
			RCPT,         hangs up,                   OUTAGE
			RCPT,         keeps silent,               OUTAGE
			RCPT,         450 mailbox busy,           HANDLER
			RCPT,         452 mailbox full,           HANDLER
			RCPT,         550 no such mailbox,        RECORD
			RCPT,         552 mailbox full for good,  RECORD
			RCPT,         553 no such name,           RECORD
			RCPT,         556 no mail for the domain, RECORD
			DATA,         421 closing,                OUTAGE
			DATA,         554 no,                     RECORD
			.,            451 try later,              OUTAGE
			.,            552 too large,              RECORD
			.,            554 spam,                   RECORD
			.,            hangs up,                   OUTAGE
			.,            keeps silent,               OUTAGE""";

	private final ScriptedMailServer server = new ScriptedMailServer();

	private final JavaMailSenderImpl sender = new JavaMailSenderImpl();

	private final List<Mail> recorded = new ArrayList<>();

	private final MailTable table = new MailTable(new JdbcTemplate(), mock()) {
		@Override
		Set<UUID> insert(Collection<Mail> mails, Instant sentAt) {
			return mails.stream()
				.filter((mail) -> !MailerTests.this.recorded.contains(mail) && MailerTests.this.recorded.add(mail))
				.map(Mail::id)
				.collect(Collectors.toSet());
		}
	};

	private final Failures failures = new Failures(
			List.of(new MailFailures().mailServerAway(), new MailFailures().mailRefused()));

	private final NotificationProperties properties = new NotificationProperties(shop(), 8);

	private final MailConnections connections = new MailConnections(this.sender, this.properties, this.failures);

	private final Mailer mailer = new Mailer(this.sender, this.connections, this.table, new TakenMails(), this.failures,
			this.properties, ObservationRegistry.NOOP, Tracer.NOOP, new TracingProperties("orderId"),
			Clock.fixed(NOON, ZoneOffset.UTC));

	MailerTests() {
		this.sender.setHost(InetAddress.getLoopbackAddress().getHostAddress());
		this.sender.setPort(this.server.port());
		this.sender.getJavaMailProperties().putAll(Map.of("mail.smtp.timeout", "1000", "mail.smtp.quitwait", "false"));
	}

	@BeforeEach
	void beginTransaction() {
		TransactionSynchronizationManager.initSynchronization();
	}

	private static void rollBack() {
		TransactionSynchronizationManager.clear();
	}

	@AfterEach
	void closeServer() {
		rollBack();
		this.connections.close();
		this.server.close();
	}

	@Test
	void aMailIsTextAndHtml() throws Exception {
		Mail mail = mailTo("ada@example.org");

		this.mailer.send(mail);

		MimeMessage sent = new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(
				this.server.mails().getFirst().replaceFirst("RCPT.*\r\n", "").getBytes(US_ASCII)));
		assertThat(sent.getFrom()).containsExactly(shop());
		assertThat(sent.getAllRecipients()).containsExactly(new InternetAddress("ada@example.org"));
		assertThat(sent.getSubject()).isEqualTo("Your receipt: 2 × Margherita");
		assertThat(sent.getMessageID()).isEqualTo("<" + EVENT + "@notification.pizzashop.example>");
		assertThat(sent.getSentDate()).isEqualTo(NOON);
		assertThat(sent.getContentType()).startsWith("multipart/alternative");
		MimeMultipart parts = (MimeMultipart) sent.getContent();
		assertThat(parts.getCount()).isEqualTo(2);
		assertThat(parts.getBodyPart(0).getContentType()).isEqualTo("text/plain; charset=UTF-8");
		assertThat(parts.getBodyPart(0).getContent()).isEqualTo("2 × Margherita");
		assertThat(parts.getBodyPart(1).getContentType()).isEqualTo("text/html; charset=UTF-8");
		assertThat(parts.getBodyPart(1).getContent()).isEqualTo("<p>2 × Margherita</p>");
		assertThat(this.recorded).containsExactly(mail);
	}

	@Test
	void aMailThatWasSentBeforeIsNotSentAgain() {
		this.mailer.send(mailTo("ada@example.org"));
		this.mailer.send(mailTo("ada@example.org"));

		assertThat(this.server.mails()).hasSize(1);
	}

	@Test
	void aMailThatTheServerHasTakenIsNotSentAgainWhenItsTransactionIsRolledBack() {
		this.mailer.send(mailTo("ada@example.org"));
		rollBack();
		this.recorded.clear();
		beginTransaction();

		this.mailer.send(mailTo("ada@example.org"));

		assertThat(this.server.mails()).hasSize(1);
		assertThat(this.recorded).hasSize(1);
	}

	@Test
	void onceCommittedAMailIsTheTablesToRemember() {
		this.mailer.send(mailTo("ada@example.org"));
		TransactionSynchronizationUtils.triggerAfterCommit();
		this.recorded.clear();

		this.mailer.send(mailTo("ada@example.org"));

		assertThat(this.server.mails()).hasSize(2);
	}

	@Test
	void connectionsAreKeptFromMailToMailAndNoMoreThanAllowed() {
		this.mailer.send(mails(50));
		this.mailer.send(mails(50));

		assertThat(this.server.mails()).hasSize(100);
		assertThat(this.server.connections()).isBetween(1, this.properties.connections());
	}

	@Test
	void aKeptConnectionThatTheServerHasClosedCostsNoMail() {
		this.mailer.send(mails(50));
		this.server.hangUp();

		this.mailer.send(mails(50));

		assertThat(this.server.mails()).hasSize(100);
	}

	@Test
	void aMailThatTheServerMayHaveTakenIsNotTriedAgainAtOnce() {
		this.mailer.send(mails(1));
		this.server.replying(ScriptedMailServer.HANGS_UP, ScriptedMailServer.END_OF_CONTENT);

		Throwable failure = catchThrowable(() -> this.mailer.send(mails(1)));

		assertThat(this.failures.kindOf(failure)).isEqualTo(FailureKind.OUTAGE);
		assertThat(this.server.connections()).isEqualTo(1);
	}

	@Test
	void whoRefusesAMailOverAKeptConnectionIsNotAskedTwice() {
		this.mailer.send(mails(1));
		this.server.replying("550 no such mailbox", "RCPT");

		Throwable failure = catchThrowable(() -> this.mailer.send(mails(1)));

		assertThat(this.failures.kindOf(failure)).isEqualTo(FailureKind.RECORD);
		assertThat(this.server.connections()).isEqualTo(1);
	}

	private List<OutgoingMail> mails(int count) {
		return Stream.generate(() -> mailOf(UUID.randomUUID(), "ada@example.org"))
			.map(this.mailer::prepare)
			.limit(count)
			.toList();
	}

	@ParameterizedTest(name = "\"{1}\" to {0}: {2}")
	@CsvSource(quoteCharacter = '"', textBlock = CONNECTION_REFUSALS + REFUSALS)
	void whatARefusalMeans(String command, String reply, FailureKind kind) {
		this.server.replying(reply, command);

		Throwable failure = catchThrowable(() -> this.mailer.send(mailTo("ada@example.org")));

		assertThat(failure).isNotNull();
		assertThat(this.failures.kindOf(failure)).isEqualTo(kind);
		assertThat(this.server.mails()).isEmpty();
	}

	@Test
	void aFurtherMailOfAConnectionWaitsTwice() {
		this.mailer.send(mails(1));
		this.server.replying(ScriptedMailServer.KEEPS_SILENT, "MAIL")
			.replying(ScriptedMailServer.KEEPS_SILENT, "RCPT")
			.replying("250 sender\r\n250 recipient\r\n354 go on", "DATA");

		this.mailer.send(mailTo("bob@example.org"));

		assertThat(this.server.mails()).hasSize(2);
		assertThat(this.server.mails().getLast()).startsWith("RCPT TO:<bob@example.org>\r\nDate: ");
		assertThat(this.server.connections()).isEqualTo(1);
	}

	@ParameterizedTest(name = "\"{1}\" to {0}: {2}")
	@CsvSource(quoteCharacter = '"', textBlock = REFUSALS)
	void whatTheRefusalOfAFurtherMailMeans(String command, String reply, FailureKind kind) {
		this.mailer.send(mails(1));
		this.server.replying(reply, command);

		Throwable failure = catchThrowable(() -> this.mailer.send(mailTo("bob@example.org")));

		assertThat(failure).isNotNull();
		assertThat(this.failures.kindOf(failure)).isEqualTo(kind);
		assertThat(this.server.mails()).hasSize(1);
		if (kind != FailureKind.OUTAGE) {
			assertThat(this.server.connections()).isEqualTo(1);
		}
	}

	@Test
	void whyARecipientIsRefusedIsToldEvenIfTheContentIsToo() {
		this.mailer.send(mails(1));
		this.server.replying("550 no such mailbox", "RCPT").replying("554 no valid recipients", "DATA");

		Throwable failure = catchThrowable(() -> this.mailer.send(mailTo("bob@example.org")));

		assertThat(failure).rootCause().hasMessageContaining("550 no such mailbox");
		assertThat(this.server.connections()).isEqualTo(1);
	}

	@Test
	void aMailBehindOneThatWasRefusedGoesOut() {
		this.mailer.send(mails(1));
		this.server.replying("550 no such mailbox", "RCPT TO:<bob@example.org>");
		assertThat(catchThrowable(() -> this.mailer.send(mailTo("bob@example.org")))).isNotNull();

		this.mailer.send(mails(1));

		assertThat(this.server.mails()).hasSize(2).noneMatch((mail) -> mail.contains("bob@example.org"));
	}

	@Test
	void whatIsAskedForEachRecipientIsAskedForThoseOfFurtherMailsToo() {
		this.sender.getJavaMailProperties().put("mail.smtp.dsn.notify", "FAILURE");
		this.server.replying("250-mail.example\r\n250-DSN\r\n250 PIPELINING", "EHLO");
		this.mailer.send(mails(1));

		this.mailer.send(mails(1));

		assertThat(this.server.mails()).hasSize(2)
			.allMatch((mail) -> mail.startsWith("RCPT TO:<ada@example.org> NOTIFY=FAILURE\r\n"));
	}

	@Test
	void aServerThatOffersNoPipelineIsAskedStepByStep() {
		AtomicBoolean contentAnnounced = new AtomicBoolean();
		this.server.replying("250 mail.example", "EHLO").replying("550 no such mailbox", "RCPT TO:<bob@example.org>");
		this.mailer.send(mails(1));
		this.server.doingOnce(() -> contentAnnounced.set(true), "DATA");

		Throwable failure = catchThrowable(() -> this.mailer.send(mailTo("bob@example.org")));

		assertThat(failure).rootCause().hasMessageContaining("550 no such mailbox");
		assertThat(contentAnnounced).isFalse();
	}

	@Test
	void theReasonOfARefusalIsItsRootCause() {
		this.server.replying("550 no such mailbox", "RCPT");

		Throwable failure = catchThrowable(() -> this.mailer.send(mailTo("ada@example.org")));

		assertThat(NestedExceptionUtils.getRootCause(failure)).hasMessageContaining("550 no such mailbox");
	}

	@Test
	void aClosedPortIsAnOutage() {
		this.server.goAway();

		Throwable failure = catchThrowable(() -> this.mailer.send(mailTo("ada@example.org")));

		assertThat(this.failures.kindOf(failure)).isEqualTo(FailureKind.OUTAGE);
	}

	@Test
	void anUnknownHostIsAnOutage() {
		this.sender.setHost("mail.invalid");

		Throwable failure = catchThrowable(() -> this.mailer.send(mailTo("ada@example.org")));

		assertThat(this.failures.kindOf(failure)).isEqualTo(FailureKind.OUTAGE);
	}

	@Test
	void aRefusedLoginIsAnOutage() {
		this.server.replying("250-mail.example\r\n250 AUTH PLAIN", "EHLO").replying("535 wrong password", "AUTH");
		this.sender.getJavaMailProperties().put("mail.smtp.auth", "true");
		this.sender.setUsername("shop");
		this.sender.setPassword("wrong");

		Throwable failure = catchThrowable(() -> this.mailer.send(mailTo("ada@example.org")));

		assertThat(failure).rootCause().hasMessageContaining("535 wrong password");
		assertThat(this.failures.kindOf(failure)).isEqualTo(FailureKind.OUTAGE);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "nobody", "@example.org", "ada@", "ada@example..org", "ada lovelace@example.org",
			"Ada <ada@example.org>", "ada@example.org, eve@example.org", "ada@example.org\r\nBcc: eve@example.org",
			"ada\\\nRCPT TO:<eve@example.org>", "\"ada\r\n eve\"@example.org", "ada@[1.2.3.4],eve@[1.2.3.4]",
			"łada@example.org", "ada@exämple.org", "x:ada@example.org;", "x:ada@example.org,eve@example.org;" })
	void anAddressThatIsNoneIsTheRecordsFault(String recipient) {
		Throwable failure = catchThrowable(() -> this.mailer.send(mailTo(recipient)));

		assertThat(this.failures.kindOf(failure)).isEqualTo(FailureKind.RECORD);
		assertThat(this.server.mails()).isEmpty();
		assertThat(this.recorded).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "ada@example.org", "Ada.Lovelace+pizza@mail.example.org", "o'brien@example.org",
			"ada@localhost" })
	void aPlainAddressGetsTheMail(String recipient) {
		this.mailer.send(mailTo(recipient));

		assertThat(this.server.mails()).singleElement().asString().startsWith("RCPT TO:<" + recipient + ">");
	}

	private static Mail mailTo(String recipient) {
		return mailOf(EVENT, recipient);
	}

	private static Mail mailOf(UUID event, String recipient) {
		return new Mail(event, UUID.fromString("01980000-0000-7000-8000-0000000000a1"), MailKind.RECEIPT, recipient,
				"Your receipt: 2 × Margherita", new MailBody("2 × Margherita", "<p>2 × Margherita</p>"));
	}

	private static InternetAddress shop() {
		InternetAddress shop = new InternetAddress();
		shop.setAddress("shop@pizzashop.example");
		return shop;
	}

}
