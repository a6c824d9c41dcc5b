package pizzashop.notification.mail;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
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
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
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
import static java.nio.charset.StandardCharsets.UTF_8;
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
			""";

	private static final String CONTENT_REFUSALS = """
			DATA,         421 closing,                OUTAGE
			DATA,         554 no,                     RECORD
			.,            451 try later,              OUTAGE
			.,            552 too large,              RECORD
			.,            554 spam,                   RECORD
			.,            hangs up,                   OUTAGE
			.,            keeps silent,               OUTAGE""";

	private static final String CHUNK_REFUSALS = """
			BDAT,         451 try later,              OUTAGE
			BDAT,         552 too large,              RECORD
			BDAT,         554 spam,                   RECORD
			BDAT,         hangs up,                   OUTAGE
			BDAT,         keeps silent,               OUTAGE""";

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
		return mailsTo(Collections.nCopies(count, "ada@example.org").toArray(String[]::new));
	}

	private List<OutgoingMail> mailsTo(String... recipients) {
		return Stream.of(recipients)
			.map((recipient) -> this.mailer.prepare(mailOf(UUID.randomUUID(), recipient)))
			.toList();
	}

	/** The recipients of the mails that were taken, in the order of the alphabet. */
	private List<String> recipients() {
		return this.server.mails()
			.stream()
			.map((mail) -> mail.substring("RCPT TO:<".length(), mail.indexOf('@')))
			.sorted()
			.toList();
	}

	@ParameterizedTest(name = "\"{1}\" to {0}: {2}")
	@CsvSource(quoteCharacter = '"', textBlock = CONNECTION_REFUSALS + REFUSALS + CONTENT_REFUSALS)
	void whatARefusalMeans(String command, String reply, FailureKind kind) {
		this.server.replying(reply, command);

		Throwable failure = catchThrowable(() -> this.mailer.send(mailTo("ada@example.org")));

		assertThat(failure).isNotNull();
		assertThat(this.failures.kindOf(failure)).isEqualTo(kind);
		assertThat(this.server.mails()).isEmpty();
	}

	@Test
	void furtherMailsAreSentBeforeTheServerAnswers() {
		this.mailer.send(mails(1));
		this.server.replying(ScriptedMailServer.KEEPS_SILENT, "RSET")
			.replying("250 fine\r\n250 fine\r\n250 eve", "RCPT TO:<eve@example.org>");

		this.mailer.send(mailsTo("ada@example.org", "bob@example.org", "eve@example.org"));

		assertThat(recipients()).containsExactly("ada", "ada", "bob", "eve");
		assertThat(this.server.connections()).isEqualTo(1);
	}

	@ParameterizedTest(name = "\"{1}\" to {0}: {2}")
	@CsvSource(quoteCharacter = '"', textBlock = REFUSALS + CHUNK_REFUSALS)
	void whatTheRefusalOfAFurtherMailMeans(String command, String reply, FailureKind kind) {
		this.mailer.send(mails(1));
		this.server.doingOnce(() -> this.server.replying(reply, command), "DATA");

		Throwable failure = catchThrowable(() -> this.mailer.send(mailsTo("ada@example.org", "bob@example.org")));

		assertThat(failure).isNotNull();
		assertThat(this.failures.kindOf(failure)).isEqualTo(kind);
		assertThat(recipients()).containsExactly("ada", "ada");
		if (kind != FailureKind.OUTAGE) {
			assertThat(this.server.connections()).isEqualTo(1);
		}
	}

	@Test
	void whyARecipientIsRefusedIsToldEvenIfTheContentIsToo() {
		this.mailer.send(mails(1));
		this.server.replying("550 no such mailbox", "RCPT TO:<bob@example.org>");

		Throwable failure = catchThrowable(() -> this.mailer.send(mailsTo("ada@example.org", "bob@example.org")));

		assertThat(failure).rootCause().hasMessageContaining("550 no such mailbox");
		assertThat(this.server.connections()).isEqualTo(1);
	}

	@Test
	void mailsBehindOneThatWasRefusedGoOut() {
		this.mailer.send(mails(1));
		this.server.replying("550 no such mailbox", "RCPT TO:<bob@example.org>");

		assertThat(catchThrowable(() -> this.mailer
			.send(mailsTo("bob@example.org", "carl@example.org", "bob@example.org", "eve@example.org")))).isNotNull();

		assertThat(recipients()).containsExactly("ada", "carl", "eve");
		assertThat(this.server.connections()).isEqualTo(1);
		this.mailer.send(mails(3));
		assertThat(recipients()).containsExactly("ada", "ada", "ada", "ada", "carl", "eve");
	}

	/** It may hang up while more is being sent, or when all is. */
	@RepeatedTest(10)
	void whatTheServerHasTakenBeforeItHangsUpIsNotSentAgain() {
		this.mailer.send(mails(1));
		List<OutgoingMail> mails = mailsTo(Stream
			.concat(Stream.of("ada@example.org", "bob@example.org", "carl@example.org"),
					Collections.nCopies(20, "eve@example.org").stream())
			.toArray(String[]::new));
		this.server.replying(ScriptedMailServer.HANGS_UP, "RCPT TO:<carl@example.org>");
		assertThat(this.failures.kindOf(catchThrowable(() -> this.mailer.send(mails)))).isEqualTo(FailureKind.OUTAGE);
		assertThat(recipients()).containsExactly("ada", "ada", "bob");
		rollBack();
		this.recorded.clear();
		beginTransaction();
		this.server.replying("250 fine", "RCPT TO:<carl@example.org>");

		this.mailer.send(mails);

		assertThat(recipients()).startsWith("ada", "ada", "bob", "carl", "eve").hasSize(24);
	}

	@Test
	void whatAServerTakesNoMoreOfOverAConnectionGoesOverAnother() {
		this.mailer.send(mails(1));
		this.server.replying("421 enough", ScriptedMailServer.CHUNK);

		this.mailer.send(mailsTo("ada@example.org", "bob@example.org", "eve@example.org"));

		assertThat(recipients()).containsExactly("ada", "ada", "bob", "eve");
		assertThat(this.server.connections()).isEqualTo(3);
	}

	@Test
	void mailsThatAreSentInSeveralRoundsAndChunksArrive() {
		this.mailer.send(mails(1));
		String text = "Margherita, please.\r\n".repeat(1000);

		this.mailer.send(Stream.generate(() -> text).limit(20).map(this::mailThatSays).toList());

		assertThat(this.server.mails()).hasSize(21).filteredOn((mail) -> mail.contains(text)).hasSize(20);
	}

	@ParameterizedTest
	@MethodSource("texts")
	void aTextIsReadAsItIsThoughItGoesInShortLinesOfAsciiWithoutNul(String text) throws Exception {
		ByteArrayOutputStream message = new ByteArrayOutputStream();

		mailThatSays(text).writeTo(message, null);

		assertThat(message.toString(UTF_8).lines())
			.allMatch((line) -> line.length() <= 998 && line.chars().allMatch((c) -> c > 0 && c < 128));
		MimeMultipart halves = (MimeMultipart) new MimeMessage(null, new ByteArrayInputStream(message.toByteArray()))
			.getContent();
		assertThat(halves.getBodyPart(0).getContent()).isEqualTo(text);
	}

	private static Stream<String> texts() {
		return Stream.of("", "Margherita\r\n", "Crème brûlée, 5 €", "x".repeat(998), "x".repeat(999), "ü".repeat(600),
				"a\0b", "\u007f");
	}

	private OutgoingMail mailThatSays(String text) {
		return this.mailer.prepare(new Mail(UUID.randomUUID(), null, MailKind.RECEIPT, "ada@example.org", "Text",
				new MailBody(text, "<p>HTML</p>")));
	}

	/** The library doubles the dot in a BDAT, too, where nobody takes that back. */
	@Test
	void aLineThatBeginsWithADotArrivesAsItIs() {
		this.mailer.send(mails(1));

		this.mailer.send(Stream.of("first", ".second").map(this::mailThatSays).toList());

		assertThat(this.server.mails()).hasSize(3);
		assertThat(this.server.mails().getLast()).contains("\r\n.second\r\n");
	}

	@Test
	void whatIsAskedForEachRecipientIsAskedForThoseOfFurtherMailsToo() {
		this.sender.getJavaMailProperties().put("mail.smtp.dsn.notify", "FAILURE");
		this.server.replying("250-mail.example\r\n250-DSN\r\n250-PIPELINING\r\n250 CHUNKING", "EHLO");
		this.mailer.send(mails(1));

		this.mailer.send(mails(3));

		assertThat(this.server.mails()).hasSize(4)
			.allMatch((mail) -> mail.startsWith("RCPT TO:<ada@example.org> NOTIFY=FAILURE\r\n"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "PIPELINING", "CHUNKING", "SIZE" })
	void aServerThatDoesNotOfferBothIsAskedStepByStep(String offer) {
		this.server.replying("250-mail.example\r\n250 " + offer, "EHLO")
			.replying("500 what?", ScriptedMailServer.CHUNK);
		this.mailer.send(mails(1));

		this.mailer.send(mails(50));

		assertThat(this.server.mails()).hasSize(51);
		assertThat(this.connections.mailsAtOnce()).isOne();
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
