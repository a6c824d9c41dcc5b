package pizzashop.notification;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pizzashop.notification.mail.Mail;
import pizzashop.notification.mail.MailBody;
import pizzashop.notification.mail.MailKind;
import pizzashop.notification.mail.Mailer;
import pizzashop.testplatform.TestPlatform;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.awaitility.Awaitility.await;

/** What was mailed, as the page asks for it. */
@WithNotificationService
class MailsIT {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private static final String HTML = "<html lang=\"en\"><body style=\"color: #222\"><p>Zoë &amp; Co</p></body></html>";

	private final UUID order = UUID.randomUUID();

	/** A plus means a blank where somebody forgets to encode it. */
	private final String recipient = "Zoe+" + this.order + "@example.org";

	@Autowired
	private Mailer mailer;

	@Autowired
	private TransactionTemplate transaction;

	@Autowired
	private JavaMailSenderImpl sender;

	@Autowired
	private JdbcClient database;

	@LocalServerPort
	private int port;

	private RestTestClient client;

	@BeforeEach
	void setUp() {
		this.sender.setHost(TestPlatform.smtpHost());
		this.sender.setPort(TestPlatform.smtpPort());
		this.client = RestTestClient.bindToServer().baseUrl("http://127.0.0.1:" + this.port).build();
	}

	@Test
	void mailsToARecipientAreListedTheLatestFirstPageByPage() {
		send(MailKind.RECEIPT, this.order);
		send(MailKind.REJECTED, this.order);
		send(MailKind.REFUNDED, this.order);

		this.client.get()
			.uri("/mails?limit=2&recipient={recipient}", this.recipient.toUpperCase(Locale.ROOT))
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody()
			.jsonPath("$.mails.length()")
			.isEqualTo(2)
			.jsonPath("$.mails[0].kind")
			.isEqualTo("REFUNDED")
			.jsonPath("$.mails[0].recipient")
			.isEqualTo(this.recipient)
			.jsonPath("$.mails[0].orderId")
			.isEqualTo(this.order.toString())
			.jsonPath("$.mails[1].kind")
			.isEqualTo("REJECTED")
			.jsonPath("$.next")
			.value(String.class,
					(next) -> this.client.get()
						.uri(URI.create("http://127.0.0.1:" + this.port + next))
						.exchange()
						.expectBody()
						.jsonPath("$.mails.length()")
						.isEqualTo(1)
						.jsonPath("$.mails[0].kind")
						.isEqualTo("RECEIPT")
						.jsonPath("$.next")
						.isEmpty());
	}

	@Test
	void mailsAboutAnOrderAreFoundByItsId() {
		UUID receipt = send(MailKind.RECEIPT, this.order);
		send(MailKind.RECEIPT, UUID.randomUUID());

		this.client.get()
			.uri("/mails?order=" + this.order)
			.exchange()
			.expectBody()
			.jsonPath("$.mails.length()")
			.isEqualTo(1)
			.jsonPath("$.mails[0].id")
			.isEqualTo(receipt.toString());
	}

	@Test
	void aMailIsShownAsTheCustomerSeesItAndCanDoNothingButLookLikeThat() {
		UUID id = send(MailKind.RECEIPT, this.order);

		this.client.get()
			.uri("/mails/" + id)
			.exchange()
			.expectBody()
			.jsonPath("$.subject")
			.isEqualTo("A mail")
			.jsonPath("$.text")
			.isEqualTo("Zoë & Co");
		this.client.get()
			.uri("/mails/" + id + "/html")
			.exchange()
			.expectStatus()
			.isOk()
			.expectHeader()
			.contentType("text/html;charset=UTF-8")
			.expectHeader()
			.valueEquals("Content-Security-Policy",
					"default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none';"
							+ " frame-ancestors 'self'; sandbox")
			.expectHeader()
			.valueEquals("X-Content-Type-Options", "nosniff")
			.expectBody(String.class)
			.isEqualTo(HTML);
	}

	@Test
	void whatAnOlderMailSaidIsNotKeptAndItSaysSo() {
		UUID id = UUID.randomUUID();
		this.database.sql("""
				insert into mail (event_id, order_id, kind, recipient, subject, message_id, sent_at)
				values (?, ?, 'RECEIPT', ?, 'An older mail', '<older>', ?)""")
			.params(id, this.order, this.recipient, Instant.now().atOffset(ZoneOffset.UTC))
			.update();

		this.client.get()
			.uri("/mails/" + id)
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody()
			.jsonPath("$.subject")
			.isEqualTo("An older mail")
			.jsonPath("$.text")
			.isEmpty();
		this.client.get()
			.uri("/mails/" + id + "/html")
			.exchange()
			.expectStatus()
			.isNotFound()
			.expectBody()
			.jsonPath("$.detail")
			.value(String.class, (detail) -> assertThat(detail).contains("not kept"));
	}

	@ParameterizedTest
	@CsvSource({ "/mails?limit=201, 400, limit", "/mails?limit=0, 400, limit", "/mails?before=yesterday, 400, before",
			"/mails?order=1, 400, order", "/mails?recipient=a%00b, 400, recipient", "/mails/1, 400, id",
			"/mails/01980000-0000-7000-8000-000000000000, 404, id",
			"/mails/01980000-0000-7000-8000-000000000000/html, 404, id" })
	void whatIsWrongWithARequestIsNamed(String path, int status, String field) {
		this.client.get()
			.uri(URI.create("http://127.0.0.1:" + this.port + path))
			.exchange()
			.expectStatus()
			.isEqualTo(status)
			.expectBody()
			.jsonPath("$.errors[0].field")
			.isEqualTo(field);
	}

	@Test
	void anAddressThatIsTooLongIsRefused() {
		this.client.get().uri("/mails?recipient=" + "a".repeat(321)).exchange().expectStatus().isBadRequest();
	}

	@Test
	void whoWatchesIsToldOfAMailThatWasSent() {
		HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + this.port + "/mails/events"))
			.build();
		Queue<String> told = new ConcurrentLinkedQueue<>();
		HttpClient http = HttpClient.newHttpClient();
		try {
			CompletableFuture<?> unused = http.sendAsync(request, HttpResponse.BodyHandlers.ofLines())
				.thenAcceptAsync(
						(response) -> response.body().filter((line) -> line.startsWith("data:")).forEach(told::add));
			await().atMost(PATIENCE).until(() -> !told.isEmpty());

			UUID id = send(MailKind.READY, this.order);

			await().atMost(PATIENCE)
				.untilAsserted(
						() -> assertThat(told).last(STRING).contains("\"id\":\"" + id + "\"", "\"openLetters\":"));
		}
		finally {
			http.shutdownNow();
		}
	}

	@Test
	void thePageTakesNothingFromElsewhere() {
		for (String path : new String[] { "/", "/mails.js", "/mails.css", "/shop/shop.css" }) {
			this.client.get()
				.uri(path)
				.exchange()
				.expectStatus()
				.isOk()
				.expectHeader()
				.value("Content-Security-Policy", (policy) -> assertThat(policy).startsWith("default-src 'self';"));
		}
	}

	private UUID send(MailKind kind, @Nullable UUID about) {
		UUID id = UUID.randomUUID();
		this.transaction.executeWithoutResult((status) -> this.mailer
			.send(new Mail(id, about, kind, this.recipient, "A mail", new MailBody("Zoë & Co", HTML))));
		return id;
	}

}
