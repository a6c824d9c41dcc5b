package pizzashop.notification;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import pizzashop.contracts.EventCatalogue;
import pizzashop.contracts.Topics;
import pizzashop.events.Customer;
import pizzashop.events.OrderLine;
import pizzashop.events.OrderCancelled;
import pizzashop.events.OrderPlaced;
import pizzashop.events.OrderReady;
import pizzashop.events.OrderRejected;
import pizzashop.events.RefundIssued;
import pizzashop.messaging.CloudEvent;
import pizzashop.messaging.EventSerializer;
import pizzashop.notification.mail.MailConnections;
import pizzashop.platform.check.GroupLag;
import pizzashop.platform.mail.Mail;
import pizzashop.testplatform.TestPlatform;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.listener.MessageListenerContainer;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.web.client.RestClient;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.awaitility.Awaitility.await;

@WithNotificationService
@ExtendWith(OutputCaptureExtension.class)
class OrderMailIT {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private static final int PARTITION = 3;

	@Autowired
	private EventSerializer serializer;

	@Autowired
	private KafkaTemplate<byte[], byte[]> kafka;

	@Autowired
	private JavaMailSenderImpl sender;

	@Autowired
	private MailConnections connections;

	@Autowired
	private JdbcClient database;

	@Autowired
	private KafkaListenerEndpointRegistry listeners;

	@LocalManagementPort
	private int managementPort;

	private final ScriptedMailServer unreliableServer = new ScriptedMailServer();

	@BeforeEach
	@AfterEach
	void usePlatformsMailServer() {
		this.sender.setHost(TestPlatform.smtpHost());
		this.sender.setPort(TestPlatform.smtpPort());
		this.connections.closeIdle();
	}

	@AfterEach
	void closeUnreliableServer() {
		this.unreliableServer.close();
	}

	private void useUnreliableServer() {
		this.sender.setHost("127.0.0.1");
		this.sender.setPort(this.unreliableServer.port());
		this.connections.closeIdle();
	}

	/** Dead letters of other tests are mailed about, too. */
	private void awaitThatTheOwnerKnowsAll() {
		await().atMost(PATIENCE)
			.until(() -> this.database.sql("select count(*) from alert_letter where mailed_at is null")
				.query(Integer.class)
				.single() == 0);
	}

	@Test
	void aPlacedOrderMakesOneReceipt(CapturedOutput output) {
		Event event = Event.by("Zoë <Zoe & Co>");

		publish(event);

		Mail mail = await().atMost(PATIENCE).until(() -> mailTo(event), (mails) -> !mails.isEmpty()).getFirst();
		assertThat(mail.recipients()).containsExactly(event.email());
		assertThat(mail.subject()).isEqualTo("Your receipt for order " + event.orderId().toString().substring(28));
		assertThat(mail.messageId()).isEqualTo("<" + event.id() + "@notification.pizzashop.example>");
		assertThat(mail.text()).contains("Hello Zoë <Zoe & Co>,", "2 x Margherita, 8.50 EUR each: 17.00 EUR");
		assertThat(mail.html()).contains("Zoë &lt;Zoe &amp; Co&gt;", "17.00 EUR");
		await().atMost(PATIENCE)
			.untilAsserted(() -> assertThat(
					this.database.sql("select kind, recipient, subject, message_id from mail where event_id = ?")
						.param(event.id())
						.query()
						.listOfRows())
				.singleElement()
				.hasToString("{kind=RECEIPT, recipient=%s, subject=%s, message_id=%s}".formatted(event.email(),
						mail.subject(), mail.messageId())));
		assertThat(output).contains("Mailed kind=RECEIPT orderId=" + event.orderId() + " to=" + event.email());
	}

	@Test
	void anEventThatIsDeliveredTwiceMakesOneReceipt() {
		Event twice = Event.by("Ada");
		Event behind = Event.by("Bob");

		publish(twice);
		publish(twice);
		publish(behind);

		await().atMost(PATIENCE).untilAsserted(() -> assertThat(mailsRecordedOf(behind)).isOne());
		assertThat(mailTo(twice)).hasSize(1);
	}

	@Test
	void anEventThatTheInboxHasForgottenMakesNoSecondReceipt(CapturedOutput output) {
		Event forgotten = Event.by("Ada");
		Event behind = Event.by("Bob");
		publish(forgotten);
		await().atMost(PATIENCE)
			.until(() -> this.database.sql("delete from inbox where event_id = ?").param(forgotten.id()).update() == 1);

		publish(forgotten);
		publish(behind);

		await().atMost(PATIENCE).untilAsserted(() -> assertThat(mailsRecordedOf(behind)).isOne());
		assertThat(mailTo(forgotten)).hasSize(1);
		assertThat(DeadLetterTopic.of(forgotten.orderId())).isEmpty();
		assertThat(output).contains("Mailed before kind=RECEIPT orderId=" + forgotten.orderId());
	}

	@Test
	void aReceiptWhoseCommitFailsIsRecordedByTheNextAttemptAndNotMailedAgain(CapturedOutput output) {
		awaitThatTheOwnerKnowsAll();
		Event event = Event.by("Ada");
		this.unreliableServer.doingOnce(() -> Mailing.breakConnection(this.database), rcptTo(event));
		useUnreliableServer();

		publish(event);

		await().atMost(PATIENCE).untilAsserted(() -> assertThat(mailsRecordedOf(event)).isEqualTo(1));
		assertThat(receiptsTo(event)).singleElement(STRING)
			.contains("Message-ID: <" + event.id() + "@notification.pizzashop.example>");
		assertThat(output).contains("Mailed before kind=RECEIPT orderId=" + event.orderId());
		assertThat(DeadLetterTopic.of(event.orderId())).isEmpty();
	}

	@Test
	void aRefusedRecipientInABatchCostsTheOthersNothing() {
		Event refused = Event.by("Nobody");
		List<Event> others = events(20);
		this.unreliableServer.replying("550 no such mailbox", rcptTo(refused));
		useUnreliableServer();

		publishAsOneBatch(Stream
			.of(others.subList(0, 10).stream(), Stream.of(refused), others.subList(10, others.size()).stream())
			.flatMap(Function.identity())
			.toList());

		await().atMost(PATIENCE)
			.untilAsserted(() -> assertThat(others).allSatisfy((event) -> assertThat(mailsRecordedOf(event)).isOne()));
		assertThat(others).allSatisfy((event) -> assertThat(receiptsOf(event)).isOne());
		await().atMost(PATIENCE).untilAsserted(() -> assertThat(DeadLetterTopic.of(refused.orderId())).hasSize(1));
		assertThat(mailsRecordedOf(refused)).isZero();
	}

	@Test
	void whenTheMailServerGoesAwayWithinABatchEveryMailArrivesOnceAfterItIsBack(CapturedOutput output) {
		List<Event> events = events(20);
		this.unreliableServer.doingOnce(this.unreliableServer::goAway, rcptTo(events.get(10)));
		useUnreliableServer();

		publishAsOneBatch(events);
		await().atMost(PATIENCE).until(() -> output.getOut().contains("Attempt 2 failed"));
		this.unreliableServer.comeBack();

		await().atMost(PATIENCE)
			.untilAsserted(() -> assertThat(events).allSatisfy((event) -> assertThat(mailsRecordedOf(event)).isOne()));
		assertThat(events).allSatisfy((event) -> assertThat(receiptsOf(event)).isOne());
		assertThat(output).contains("Mailed before kind=RECEIPT orderId=");
	}

	@Test
	void mailsShareAFewConnectionsAndOneThatTheServerClosesCostsNothing(CapturedOutput output) {
		List<Event> events = events(40);
		Event later = Event.by("Ada");
		useUnreliableServer();

		publishAsOneBatch(events);
		await().atMost(PATIENCE)
			.untilAsserted(() -> assertThat(events).allSatisfy((event) -> assertThat(mailsRecordedOf(event)).isOne()));
		int connections = this.unreliableServer.connections();
		this.unreliableServer.hangUp();
		publish(later);

		await().atMost(PATIENCE).untilAsserted(() -> assertThat(mailsRecordedOf(later)).isOne());
		assertThat(connections).isBetween(1, 8);
		assertThat(receiptsOf(later)).isOne();
		assertThat(output).doesNotContain("Attempt 1 failed");
	}

	@Test
	void aReceiptWaitsForAMailServerThatIsBusyAndThenAway(CapturedOutput output) {
		Event event = Event.by("Ada");
		this.unreliableServer.replying("421 too busy", ScriptedMailServer.CONNECTION);
		useUnreliableServer();

		publish(event);
		await().atMost(PATIENCE).until(() -> output.getOut().contains("Attempt 3 failed"));
		this.unreliableServer.goAway();
		await().atMost(PATIENCE).until(() -> output.getOut().contains("Attempt 6 failed"));
		boolean readyMeanwhile = isReady();
		this.unreliableServer.replying("220 welcome", ScriptedMailServer.CONNECTION).comeBack();

		await().atMost(PATIENCE).untilAsserted(() -> assertThat(receiptsOf(event)).isEqualTo(1));
		assertThat(readyMeanwhile).isTrue();
		assertThat(DeadLetterTopic.of(event.orderId())).isEmpty();
	}

	@Test
	void aRefusedRecipientHoldsUpNobodyElsesReceipt() {
		Event refused = Event.by("Nobody");
		Event behind = Event.by("Ada");
		this.unreliableServer.replying("550 no such mailbox", rcptTo(refused));
		useUnreliableServer();

		publish(refused);
		publish(behind);

		await().atMost(PATIENCE).untilAsserted(() -> assertThat(receiptsOf(behind)).isEqualTo(1));
		assertThat(receiptsOf(refused)).isZero();
		await().atMost(PATIENCE)
			.untilAsserted(
					() -> assertThat(DeadLetterTopic.of(refused.orderId())).singleElement().satisfies((letter) -> {
						assertThat(letter.attempts()).isEqualTo(1);
						assertThat(letter.message()).startsWith("550 no such mailbox");
					}));
		await().atMost(PATIENCE).untilAsserted(() -> assertThat(mailsRecordedOf(behind)).isOne());
		assertThat(DeadLetterTopic.of(behind.orderId())).isEmpty();
		assertThat(mailsRecordedOf(refused)).isZero();
	}

	@Test
	void newsOfAnOrderGoToItsCustomerOnceAndAreKeptAsTheyWereMailed() {
		Event ordered = Event.by("Ada");
		UUID order = ordered.orderId();
		UUID refunded = UUID.randomUUID();
		RefundIssued refund = new RefundIssued(order, UUID.randomUUID(), new BigDecimal("17.00"), "EUR",
				"You cancelled the order.", Instant.now());
		publish(ordered);
		publish(UUID.randomUUID(), new OrderReady(order, Instant.now()));
		publish(UUID.randomUUID(), new OrderRejected(order, "Pineapple: we have standards.", Instant.now()));
		publish(UUID.randomUUID(), new OrderCancelled(order, Instant.now()));
		publish(refunded, refund);
		publish(refunded, refund);
		Event behind = Event.by("Bob");
		publish(behind);

		await().atMost(PATIENCE).untilAsserted(() -> assertThat(mailsRecordedOf(behind)).isOne());
		String end = order.toString().substring(28);
		assertThat(mailTo(ordered)).extracting(Mail::subject)
			.containsExactlyInAnyOrder("Your receipt for order " + end, "Your order " + end + " is ready",
					"We cannot make your order " + end, "Your order " + end + " is cancelled",
					"Your refund for order " + end);
		assertThat(mailTo(ordered)).filteredOn((mail) -> mail.subject().contains("refund"))
			.singleElement()
			.satisfies((mail) -> {
				assertThat(mail.messageId()).isEqualTo("<" + refunded + "@notification.pizzashop.example>");
				assertThat(mail.text()).contains("17.00 EUR", "You cancelled the order.");
				assertThat(mail.html()).contains("17.00 EUR", "You cancelled the order.");
				assertThat(this.database.sql("select text_body, html_body from mail where event_id = ?")
					.param(refunded)
					.query()
					.singleRow()).containsEntry("text_body", mail.text().replace("\r\n", "\n"))
					.containsEntry("html_body", mail.html().replace("\r\n", "\n"));
			});
	}

	@Test
	void newsOfAnOrderThatWasNeverHeardOfWaitOnTheDeskForItsOrderPlaced() {
		UUID order = UUID.randomUUID();
		Event behind = Event.by("Ada");

		publish(UUID.randomUUID(), new OrderReady(order, Instant.now()));
		publish(behind);

		await().atMost(PATIENCE).untilAsserted(() -> assertThat(mailsRecordedOf(behind)).isOne());
		await().atMost(PATIENCE)
			.untilAsserted(() -> assertThat(DeadLetterTopic.of(order)).singleElement().satisfies((letter) -> {
				assertThat(letter.attempts()).isEqualTo(1);
				assertThat(letter.message()).contains("Redrive its dead letter first");
			}));
	}

	private static List<Event> events(int count) {
		return Stream.generate(() -> Event.by("Ada")).limit(count).toList();
	}

	/**
	 * Publishes them while nobody listens. What other tests published has to be read for
	 * good before: else, after a rebalance, it comes again in this batch, and one record
	 * that fails has all of them handled one by one.
	 */
	private void publishAsOneBatch(List<Event> events) {
		try (GroupLag lag = new GroupLag(TestPlatform.bootstrapServers())) {
			await().atMost(PATIENCE).until(() -> lag.of("notification-service") == 0);
		}
		MessageListenerContainer listener = this.listeners.getAllListenerContainers()
			.stream()
			.filter((container) -> "notification-service".equals(container.getGroupId()))
			.findFirst()
			.orElseThrow();
		listener.stop();
		events.forEach(this::publish);
		listener.start();
	}

	private void publish(Event event) {
		publish(event.id(), event.asOrderPlaced());
	}

	private void publish(UUID id, SpecificRecord event) {
		ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(Topics.PIZZA_ORDERS, PARTITION,
				EventCatalogue.orderIdOf(event).toString().getBytes(UTF_8),
				this.serializer.serialize(Topics.PIZZA_ORDERS, event));
		new CloudEvent(id, "/order-service", event.getSchema().getFullName(), Instant.now(), null)
			.writeTo(record.headers());
		this.kafka.send(record).join();
	}

	private static List<Mail> mailTo(Event event) {
		return TestPlatform.mailTo(event.email());
	}

	/** The command of a receipt alone: the owner's mails may be under way as well. */
	private static String rcptTo(Event event) {
		return "RCPT TO:<" + event.email() + ">";
	}

	private List<String> receiptsTo(Event event) {
		return this.unreliableServer.mails().stream().filter((mail) -> mail.contains(event.email())).toList();
	}

	private int receiptsOf(Event event) {
		return receiptsTo(event).size();
	}

	private int mailsRecordedOf(Event event) {
		return this.database.sql("select count(*) from mail where event_id = ?")
			.param(event.id())
			.query(Integer.class)
			.single();
	}

	private boolean isReady() {
		return RestClient.create()
			.get()
			.uri("http://127.0.0.1:{port}/actuator/health/readiness", this.managementPort)
			.retrieve()
			.toBodilessEntity()
			.getStatusCode() == HttpStatus.OK;
	}

	/** An OrderPlaced of its own. */
	private record Event(UUID id, UUID orderId, String name) {

		static Event by(String name) {
			return new Event(UUID.randomUUID(), UUID.randomUUID(), name);
		}

		String email() {
			return this.orderId + "@example.org";
		}

		OrderPlaced asOrderPlaced() {
			return new OrderPlaced(this.orderId, new Customer(this.name, email()),
					List.of(new OrderLine("Margherita", 2, new BigDecimal("8.50"))), new BigDecimal("17.00"), "EUR",
					Instant.now());
		}

	}

}
