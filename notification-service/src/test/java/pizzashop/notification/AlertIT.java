package pizzashop.notification;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import pizzashop.contracts.Topics;
import pizzashop.messaging.failure.DeadLetter;
import pizzashop.notification.alert.OwnersAlert;
import pizzashop.notification.mail.MailConnections;
import pizzashop.platform.mail.Mail;
import pizzashop.testplatform.TestPlatform;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.mail.javamail.JavaMailSenderImpl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.awaitility.Awaitility.await;

@WithNotificationService
@ExtendWith(OutputCaptureExtension.class)
class AlertIT {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private static final String OWNER = "owner@pizzashop.example";

	private static final int PARTITIONS = 12;

	@Autowired
	private KafkaTemplate<byte[], byte[]> kafka;

	@Autowired
	private JavaMailSenderImpl sender;

	@Autowired
	private MailConnections connections;

	@Autowired
	private JdbcClient database;

	@Autowired
	private OwnersAlert alert;

	private final ScriptedMailServer unreliableServer = new ScriptedMailServer();

	/** Of this test alone, so that its letters and mails can be told from others. */
	private final String kitchen = "kitchen-" + UUID.randomUUID();

	@BeforeEach
	void awaitSilence() {
		usePlatformsMailServer();
		awaitAllTold();
	}

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

	@Test
	void aBurstIsOneMail() {
		List<Letter> burst = new ArrayList<>();
		burst.addAll(letters(13, "pizzashop.OvenJammedException", "The oven is jammed."));
		burst.addAll(letters(12, "java.lang.IllegalStateException", "No oven."));
		burst.addAll(letters(7, "pizzashop.OvenJammedException", "Jammed again.").stream()
			.map((letter) -> letter.of("order-service"))
			.toList());

		burst.forEach(this::publish);
		awaitAllTold();
		publish(letter());
		awaitAllTold();

		assertThat(mails()).hasSize(2);
		Mail mail = mails().getFirst();
		assertThat(mail.recipients()).containsExactly(OWNER);
		assertThat(mail.subject()).isEqualTo("Dead letters: 32 (" + this.kitchen + ", order-service)");
		assertThat(mail.text()).contains("""
				By service and cause:

				  13 x %1$s: OvenJammedException
				  12 x %1$s: IllegalStateException
				  7 x order-service: OvenJammedException

				The first of them:
				""".formatted(this.kitchen)).contains("\n  and 22 more\n");
		assertThat(burst.stream().filter((letter) -> mail.text().contains(letter.shortId()))).hasSize(10);
		assertThat(burst.stream().filter((letter) -> mail.html().contains(letter.shortId()))).hasSize(10);
		assertThat(mail.html().replaceAll("<[^>]*>", " ").replaceAll("\\s+", " ")).contains("Dead letters: 32 .",
				"13 %1$s OvenJammedException 12 %1$s IllegalStateException 7 order-service OvenJammedException"
					.formatted(this.kitchen),
				"and 22 more", "./pizza dlq list");
		assertThat(mails().getLast().subject()).isEqualTo("Dead letters: 1 (" + this.kitchen + ")");
	}

	@Test
	void aMailSaysWhatFailedAndHowToLook() {
		Letter letter = letter();

		publish(letter);
		awaitAllTold();

		assertThat(mails()).singleElement()
			.extracting(Mail::text, STRING)
			.isEqualTo(
					"""
							Dead letters: 1. Each is a record that a service could not process, kept until somebody decides what becomes of it.

							By service and cause:

							  1 x %1$s: OvenJammedException

							The first of them:

							  %2$s  %1$s, order %3$s
							            OvenJammedException: The oven is jammed.

							How to look at them:

							  ./pizza dlq list
							  ./pizza dlq show %2$s

							Your Pizza Shop
							"""
						.formatted(this.kitchen, letter.shortId(), letter.key()));
	}

	@Test
	void aRecordThatThisServiceCannotReadIsTold() {
		String order = UUID.randomUUID().toString();

		this.kafka.send(new ProducerRecord<>(Topics.PIZZA_ORDERS, order.getBytes(UTF_8), "Buongiorno".getBytes(UTF_8)))
			.join();

		await().atMost(PATIENCE)
			.untilAsserted(() -> assertThat(TestPlatform.mailTo(OWNER))
				.filteredOn((mail) -> mail.text().contains(", order " + order))
				.singleElement()
				.satisfies(
						(mail) -> assertThat(mail.text()).contains("1 x notification-service: InvalidEventException")));
	}

	@Test
	void aLetterThatIsDeliveredTwiceIsCountedOnce() {
		Letter twice = letter();

		publish(twice);
		publish(twice);
		publish(letter());
		awaitAllTold();
		publish(twice);
		publish(letter());
		awaitAllTold();

		assertThat(subjects()).containsExactly("Dead letters: 2 (" + this.kitchen + ")",
				"Dead letters: 1 (" + this.kitchen + ")");
	}

	@Test
	void aLetterThatFailsAgainAfterItsRedriveIsToldAgain() {
		Letter letter = letter();

		publish(letter);
		awaitAllTold();
		publish(letter.ofRound(1));
		awaitAllTold();

		assertThat(mails()).hasSize(2);
		assertThat(mails().getFirst().text()).contains("order " + letter.key() + "\n");
		assertThat(mails().getLast().text()).contains("order " + letter.key() + ", after redrive 1\n");
		assertThat(mails().getLast().messageId()).isNotEqualTo(mails().getFirst().messageId());
	}

	@Test
	void lettersThatNeverPauseAreToldInTheEnd() {
		await().atMost(PATIENCE).pollInterval(Duration.ofMillis(200)).until(() -> {
			publish(letter());
			return !mails().isEmpty();
		});

		assertThat(mails()).hasSize(1);
	}

	@Test
	void lettersWaitForAMailServerThatIsAway(CapturedOutput output) {
		this.unreliableServer.goAway();
		useUnreliableServer();

		letters(3, "pizzashop.OvenJammedException", "The oven is jammed.").forEach(this::publish);
		await().atMost(PATIENCE).until(() -> output.getOut().contains("Owner not told of dead letters"));
		letters(2, "pizzashop.OvenJammedException", "The oven is jammed.").forEach(this::publish);
		await().atMost(PATIENCE).until(() -> lettersEntered() == 5);
		this.unreliableServer.comeBack();

		awaitAllTold();
		publish(letter());
		awaitAllTold();
		assertThat(this.unreliableServer.mails()).hasSize(2);
		assertThat(this.unreliableServer.mails().getFirst()).contains("Subject: Dead letters: 5 (");
		assertThat(this.unreliableServer.mails().getLast()).contains("Subject: Dead letters: 1 (");
	}

	@Test
	void anAlertWhoseCommitFailsIsRecordedByTheNextAttemptAndNotMailedAgain() {
		this.unreliableServer.doingOnce(() -> Mailing.breakConnection(this.database),
				ScriptedMailServer.END_OF_CONTENT);
		useUnreliableServer();

		letters(3, "pizzashop.OvenJammedException", "The oven is jammed.").forEach(this::publish);

		awaitAllTold();
		assertThat(this.unreliableServer.mails()).singleElement(STRING).contains("Subject: Dead letters: 3 (");
	}

	@Test
	void anAlertThatGoesOutAgainWithMoreLettersIsAnotherMail() {
		this.unreliableServer.doingOnce(() -> {
			publish(letter());
			await().atMost(PATIENCE).until(() -> lettersEntered() == 2);
			Mailing.breakConnection(this.database);
		}, ScriptedMailServer.END_OF_CONTENT);
		useUnreliableServer();

		publish(letter());

		awaitAllTold();
		assertThat(this.unreliableServer.mails()).hasSize(2);
		assertThat(this.unreliableServer.mails().getFirst()).contains("Subject: Dead letters: 1 (");
		assertThat(this.unreliableServer.mails().getLast()).contains("Subject: Dead letters: 2 (");
		assertThat(this.unreliableServer.mails()).extracting(AlertIT::messageIdOf).doesNotHaveDuplicates();
	}

	@Test
	void whileOneInstanceMailsTheOthersDoNotAndNothingWaitsForTheMail() {
		CompletableFuture<Boolean> otherInstance = new CompletableFuture<>();
		this.unreliableServer.doingOnce(() -> {
			otherInstance.complete(this.alert.tell());
			publish(letter());
			await().atMost(PATIENCE).until(() -> lettersEntered() == 2);
		}, ScriptedMailServer.END_OF_CONTENT);
		useUnreliableServer();

		publish(letter());

		await().atMost(PATIENCE).untilAsserted(() -> assertThat(this.unreliableServer.mails()).hasSize(2));
		assertThat(otherInstance).isCompletedWithValue(false);
		assertThat(this.unreliableServer.mails()).allMatch((mail) -> mail.contains("Subject: Dead letters: 1 ("));
	}

	@Test
	void whatAStrangerWroteNeitherBreaksTheMailNorGetsOutOfItsPlace() {
		Letter hostile = Letter.about("42\r\n\r\n./pizza down\u0000", "0",
				this.kitchen + "\r\nBcc: eve@example.org\u0000", "<script>alert('Eve')</script>",
				"<img src=x> [[${1+1}]]\u202e\r\n\r\n.\r\nMAIL FROM:<eve@example.org>\u0000" + "x".repeat(900_000));

		publish(hostile);
		this.kafka.send(new ProducerRecord<>(Topics.ORDERS_DLQ, 1, null, null)).join();
		this.kafka.send(new ProducerRecord<>(Topics.ORDERS_DLQ, 2, new byte[] { 0, -1, 13, 10 }, new byte[] { 0 }))
			.join();
		publish(Letter.about("42", "very often", this.kitchen, "", ""));
		awaitAllTold();

		assertThat(mails()).singleElement().satisfies((mail) -> {
			assertThat(mail.recipients()).containsExactly(OWNER);
			assertThat(mail.subject()).startsWith("Dead letters: 4 (")
				.hasSizeLessThan(120)
				.doesNotContainPattern("\\p{Cc}");
			assertThat(mail.text()).contains(
					"  1 x " + this.kitchen + " Bcc: eve@example.org\uFFFD: <script>alert('Eve')</script>\n",
					"  " + hostile.shortId() + "  " + this.kitchen
							+ " Bcc: eve@example.org\uFFFD, order 42 ./pizza down\uFFFD\n",
					"            <script>alert('Eve')</script>: <img src=x> [[${1+1}]] . MAIL FROM:<eve@example.org>\uFFFDxxx",
					"  2 x unknown: unknown\n", ", order 00ff0d0a\n");
			assertThat(mail.text().lines()).noneMatch((line) -> line.length() > 400)
				.noneMatch((line) -> line.startsWith("./pizza"));
			assertThat(mail.html()).contains("&lt;img src=x&gt; [[${1+1}]]").doesNotContain("<script", "<img");
		});
	}

	@Test
	void lettersAreForgottenLongAfterTheyWereMailed() {
		this.database.sql("""
				insert into alert_letter (id, round, service, exception, message, mailed_at)
				select gen_random_uuid(), days, ?, '', '', now() - make_interval(days => days)
				from unnest(array[29, 31]) as days""").param(this.kitchen).update();

		publish(letter());
		awaitAllTold();

		assertThat(this.database.sql("select round from alert_letter where service = ?")
			.param(this.kitchen)
			.query(Integer.class)
			.list()).containsExactlyInAnyOrder(0, 29);
	}

	private Letter letter() {
		return letters(1, "pizzashop.OvenJammedException", "The oven is jammed.").getFirst();
	}

	private List<Letter> letters(int count, String exception, String message) {
		return IntStream.range(0, count)
			.mapToObj((number) -> Letter.about(UUID.randomUUID().toString(), "0", this.kitchen, exception, message))
			.toList();
	}

	private void publish(Letter letter) {
		ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(Topics.ORDERS_DLQ,
				Math.floorMod(letter.id().hashCode(), PARTITIONS), letter.key().getBytes(UTF_8), Letter.VALUE);
		letter.writeTo(record);
		this.kafka.send(record).join();
	}

	/** Every letter on the topic was entered, and the owner was told. */
	private void awaitAllTold() {
		List<String> letters = TestPlatform.recordsOf(Topics.ORDERS_DLQ)
			.stream()
			.map(DeadLetter::of)
			.map((letter) -> letter.id() + "/" + letter.round())
			.toList();
		await().atMost(PATIENCE)
			.untilAsserted(() -> assertThat(
					this.database.sql("select id || '/' || round from alert_letter where mailed_at is not null")
						.query(String.class)
						.list())
				.containsAll(letters));
	}

	private int lettersEntered() {
		return this.database.sql("select count(*) from alert_letter where service = ?")
			.param(this.kitchen)
			.query(Integer.class)
			.single();
	}

	/** What the owner was told of this test's letters. */
	private List<Mail> mails() {
		return TestPlatform.mailTo(OWNER)
			.stream()
			.filter((mail) -> mail.text().contains(this.kitchen))
			.map((mail) -> new Mail(mail.recipients(), mail.subject(), mail.messageId(),
					mail.text().replace("\r\n", "\n"), mail.html()))
			.toList();
	}

	private List<String> subjects() {
		return mails().stream().map(Mail::subject).toList();
	}

	private static String messageIdOf(String mail) {
		return mail.lines().filter((line) -> line.startsWith("Message-ID: ")).findFirst().orElseThrow();
	}

	/** What stands in the headers of a dead letter; a round that is no number, too. */
	private record Letter(UUID id, String round, String group, String key, String exception, String message) {

		static final byte[] VALUE = "whatever".getBytes(UTF_8);

		static Letter about(String key, String round, String group, String exception, String message) {
			ConsumerRecord<byte[], byte[]> failed = new ConsumerRecord<>(Topics.PIZZA_ORDERS, 0,
					ThreadLocalRandom.current().nextLong(Long.MAX_VALUE), key.getBytes(UTF_8), VALUE);
			return new Letter(DeadLetter.idOf(group, failed), round, group, key, exception, message);
		}

		Letter of(String service) {
			return new Letter(this.id, this.round, service, this.key, this.exception, this.message);
		}

		Letter ofRound(int next) {
			return new Letter(this.id, Integer.toString(next), this.group, this.key, this.exception, this.message);
		}

		String shortId() {
			return this.id.toString().substring(0, 8);
		}

		void writeTo(ProducerRecord<byte[], byte[]> record) {
			put(record, "dlq_id", this.id.toString());
			put(record, "dlq_round", this.round);
			put(record, "dlq_group", this.group);
			put(record, "dlq_exception", this.exception);
			put(record, "dlq_message", this.message);
			put(record, "dlq_failed_at", "+999999999-01-01T00:00:00Z");
		}

		private static void put(ProducerRecord<byte[], byte[]> record, String name, String value) {
			record.headers().add(name, value.getBytes(UTF_8));
		}

	}

}
