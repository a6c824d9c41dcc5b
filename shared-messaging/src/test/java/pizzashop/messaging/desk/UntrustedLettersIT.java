package pizzashop.messaging.desk;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

import javax.sql.DataSource;

import io.micrometer.core.instrument.MeterRegistry;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import pizzashop.messaging.Cleaning;
import pizzashop.messaging.TestService;
import pizzashop.messaging.TestTopic;
import pizzashop.messaging.failure.Redrive;
import pizzashop.testplatform.WithTestPlatform;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.test.web.servlet.client.RestTestClient;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Anybody may write anything to Kafka: the desk bears it. */
@SpringBootTest(classes = TestService.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "test.topic=trusting-things", "management.server.port=0",
				"messaging.dead-letters.topic=untrusted-dlq", "messaging.dead-letters.desk=true",
				"messaging.dead-letters.key-url=http://localhost:1/things/{key}",
				"spring.kafka.consumer.group-id=trusting" })
@WithTestPlatform(database = "notifications")
@ExtendWith(OutputCaptureExtension.class)
class UntrustedLettersIT {

	private static final String TYPE = "pizzashop.messaging.test.ThingHappened";

	private static final byte[] NO_AVRO = "no Avro".getBytes(UTF_8);

	private static TestTopic topic;

	private static TestTopic deadLetters;

	@Autowired
	private Cleaning deskCleaning;

	@Autowired
	private MeterRegistry meters;

	@Autowired
	private DataSource database;

	@Autowired
	private JdbcTemplate jdbc;

	@Autowired
	private KafkaListenerEndpointRegistry listeners;

	@LocalManagementPort
	private int port;

	private RestTestClient desk;

	@BeforeAll
	static void createTopics() throws Exception {
		topic = TestTopic.create("trusting-things", 3, Map.of("max.message.bytes", "10000"));
		deadLetters = TestTopic.create("untrusted-dlq", 3);
	}

	@AfterAll
	static void close() {
		topic.close();
		deadLetters.close();
	}

	@BeforeEach
	void listen() {
		this.desk = RestTestClient.bindToServer().baseUrl("http://localhost:" + this.port).build();
		this.listeners.getListenerContainer("things").start();
	}

	@Test
	void whateverTheHeadersSayIsOnTheDeskAndSoIsWhatStandsBehindIt() throws Exception {
		String tooLong = "\uD83C\uDF55".repeat(200_000);
		List<ProducerRecord<byte[], byte[]>> letters = new ArrayList<>();
		for (String name : List.of("id", "round", "topic", "partition", "offset", "timestamp", "failed_at", "attempts",
				"exception", "message", "causes")) {
			for (String value : List.of("", "\0", "-1", "-9223372036854775808", "9223372036854775807", "2147483648",
					"4294967295", "+1000000000-12-31T23:59:59.999999999Z", "-1000000000-01-01T00:00:00Z",
					"+294277-01-01T00:00:00Z", "-4714-01-01T00:00:00Z", "9999-12-31T23:59:59.999999999Z", "1-1-1-1-1",
					"\n".repeat(5000), "{x}%s'\"\\ \u202E\u009B2J", tooLong)) {
				letters.add(letter(0, "hostile", name, value));
			}
		}
		Random random = new Random(1);
		for (int number = 0; number < 50; number++) {
			ProducerRecord<byte[], byte[]> letter = letter(0, "hostile");
			for (String name : List.of("dlq_topic", "dlq_message", "ce_type", "dlq_causes", "\0\uFFFF" + number)) {
				byte[] bytes = new byte[random.nextInt(2000)];
				random.nextBytes(bytes);
				letter.headers().add(name, bytes).add(name + "_null", null);
			}
			letters.add(letter);
		}
		letters.add(letter(0, "hostile", "message", "\uD83C\uDF55".repeat(100)));
		letters.getLast().headers().add("ce_type", tooLong.getBytes(UTF_8));
		letters.add(letter(0, "nul\0key"));
		letters.add(letter(0, "behind-hostile"));

		deadLetters.send(letters);

		await().atMost(ofSeconds(60)).untilAsserted(() -> assertThat(idsOf("behind-hostile")).hasSize(1));
		assertThat(idsOf("hostile")).hasSize(letters.size() - 2);
		this.desk.get()
			.uri("/dead-letters?key=hostile&limit=500")
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody()
			.jsonPath("$.letters.length()")
			.isEqualTo(letters.size() - 2);
		for (String id : idsOf("hostile")) {
			this.desk.get().uri("/dead-letters/" + id).exchange().expectStatus().isOk();
		}
		this.desk.get()
			.uri("/dead-letters?key={key}", "nul\0key")
			.exchange()
			.expectBody()
			.jsonPath("$.total")
			.isEqualTo(1);
	}

	@Test
	void aLetterThatTheDatabaseRefusesIsToldAndThoseAroundItAreKept(CapturedOutput output) throws Exception {
		this.jdbc.update("alter table dead_letter add constraint refusing check (key <> 'refused')");
		try {
			deadLetters.send(List.of(letter(1, "before-refused"), letter(1, "refused"), letter(1, "behind-refused")));

			await().atMost(ofSeconds(30)).untilAsserted(() -> assertThat(idsOf("behind-refused")).hasSize(1));
		}
		finally {
			this.jdbc.update("alter table dead_letter drop constraint refusing");
		}

		assertThat(idsOf("before-refused")).hasSize(1);
		assertThat(idsOf("refused")).isEmpty();
		assertThat(this.meters.get("messaging.dead.letters.refused").counter().count()).isEqualTo(1);
		assertThat(output).contains("Dead letter not on the desk");
	}

	@Test
	void aForgedRedriveThatFailsIsNotTakenForTheLetterThatItNames() throws Exception {
		topic.send(List.of(topic.record(0, "forged", NO_AVRO, TYPE)));
		String letter = awaitLetter("forged");
		redrive(letter, Map.of("by", "ada")).expectStatus().isOk();
		await().atMost(ofSeconds(30)).untilAsserted(() -> assertThat(stateOf(letter)).isEqualTo("OPEN 1"));
		ProducerRecord<byte[], byte[]> otherValue = topic.record(0, "forged", "other".getBytes(UTF_8), TYPE);
		ProducerRecord<byte[], byte[]> otherKey = topic.record(0, "forged-key", NO_AVRO, TYPE);
		ProducerRecord<byte[], byte[]> farRound = topic.record(0, "forged", NO_AVRO, TYPE);
		new Redrive("trusting", UUID.fromString(letter), 2).writeTo(otherValue.headers());
		new Redrive("trusting", UUID.fromString(letter), 2).writeTo(otherKey.headers());
		new Redrive("trusting", UUID.fromString(letter), 4).writeTo(farRound.headers());

		topic.send(List.of(otherValue, otherKey, farRound, topic.record(0, "behind-forged", NO_AVRO, TYPE)));

		awaitLetter("behind-forged");
		assertThat(stateOf(letter)).isEqualTo("OPEN 1");
		assertThat(idsOf("forged")).hasSize(2).contains(letter);
		assertThat(idsOf("forged-key")).hasSize(1);
	}

	@Test
	void aForgedFailureDoesNotHideBehindAnotherLetter() throws Exception {
		topic.send(List.of(topic.record(1, "own", NO_AVRO, TYPE)));
		String letter = awaitLetter("own");

		deadLetters.send(List.of(letter(1, "foreign", "id", letter), letter(1, "behind-foreign")));

		awaitLetter("behind-foreign");
		assertThat(idsOf("foreign")).hasSize(1).doesNotContain(letter);
		assertThat(idsOf("own")).containsExactly(letter);
		assertThat(stateOf(letter)).isEqualTo("OPEN 0");
	}

	@Test
	void aLetterThatWasRedrivenWithoutTheDesksKnowledgeIsOpenAgainInItsRound() throws Exception {
		topic.send(List.of(topic.record(1, "unnoticed", NO_AVRO, TYPE)));
		String letter = awaitLetter("unnoticed");
		ProducerRecord<byte[], byte[]> back = topic.record(1, "unnoticed", NO_AVRO, TYPE);
		new Redrive("trusting", UUID.fromString(letter), 1).writeTo(back.headers());

		topic.send(List.of(back));

		await().atMost(ofSeconds(30)).untilAsserted(() -> assertThat(stateOf(letter)).isEqualTo("OPEN 1"));
		assertThat(idsOf("unnoticed")).hasSize(1);
	}

	@Test
	void lettersThatCannotGoBackAreRefusedAndTheOthersGoOn() throws Exception {
		ProducerRecord<byte[], byte[]> tooLarge = new ProducerRecord<>(deadLetters.name(), 2, "stuck".getBytes(UTF_8),
				new byte[20_000]);
		placed(tooLarge, "trusting-things", 0);
		deadLetters.send(List.of(placed(letter(2, "stuck"), "another-topic", 0), tooLarge,
				placed(letter(2, "stuck"), "untrusted-dlq", 0), placed(letter(2, "stuck"), "trusting-things", 3)));
		ProducerRecord<byte[], byte[]> good = new ProducerRecord<>(deadLetters.name(), 2, "stuck".getBytes(UTF_8),
				topic.bytesOf("stuck", 7));
		topic.event(2, "stuck", 7).headers().forEach(good.headers()::add);
		deadLetters.send(List.of(placed(good, "trusting-things", 2)));
		await().atMost(ofSeconds(30)).untilAsserted(() -> assertThat(idsOf("stuck")).hasSize(5));

		redriveAll("{\"dryRun\":true,\"force\":true,\"key\":\"stuck\",\"by\":\"ada\"}").jsonPath("$.redriven.length()")
			.isEqualTo(2)
			.jsonPath("$.refused.length()")
			.isEqualTo(3);
		redriveAll("{\"dryRun\":false,\"force\":true,\"key\":\"stuck\",\"by\":\"ada\"}").jsonPath("$.redriven.length()")
			.isEqualTo(1)
			.jsonPath("$.refused.length()")
			.isEqualTo(4)
			.jsonPath("$.refused[*].why")
			.value((all) -> assertThat(String.valueOf(all)).contains("does not consume the topic another-topic",
					"does not consume the topic untrusted-dlq", "has 3 partitions, and none is 3",
					"Kafka does not take its record"))
			.jsonPath("$.remaining")
			.isEqualTo(0);

		await().atMost(ofSeconds(30))
			.untilAsserted(() -> assertThat(
					this.jdbc.queryForList("select number from effect where thing = 'stuck'", Integer.class))
				.containsExactly(7));
		String foreign = this.jdbc.queryForObject(
				"select id::text from dead_letter where key = 'stuck' and topic = 'another-topic'", String.class);
		redrive(foreign, Map.of("by", "ada", "force", true)).expectStatus().isEqualTo(409);
		assertThat(stateOf(foreign)).isEqualTo("OPEN 0");
	}

	@Test
	void aThousandLettersThatAreRefusedDoNotHideTheOnesBehindThem() {
		insertLetters(1001, "tired", 0, 5);
		insertLetters(1, "tired", 1, 0);

		redriveAll("{\"dryRun\":true,\"key\":\"tired\",\"by\":\"ada\"}").jsonPath("$.redriven.length()")
			.isEqualTo(1)
			.jsonPath("$.refused.length()")
			.isEqualTo(1000)
			.jsonPath("$.remaining")
			.isEqualTo(1);
		redriveAll("{\"dryRun\":false,\"key\":\"tired\",\"by\":\"ada\"}").jsonPath("$.redriven.length()").isEqualTo(1);
		redriveAll("{\"dryRun\":true,\"force\":true,\"key\":\"tired\",\"by\":\"ada\"}").jsonPath("$.redriven.length()")
			.isEqualTo(1000)
			.jsonPath("$.remaining")
			.isEqualTo(1);
	}

	@Test
	void aLetterThatIsDiscardedWhileAllAreRedrivenStaysDiscarded() throws Exception {
		insertLetters(2, "contested", 0, 5);
		List<String> ids = idsOf("contested");
		CompletableFuture<Void> redrive;
		try (Connection somebodyElse = this.database.getConnection()) {
			somebodyElse.setAutoCommit(false);
			try (PreparedStatement discard = somebodyElse
				.prepareStatement("update dead_letter set status = 'DISCARDED' where id = ?::uuid")) {
				discard.setString(1, ids.getFirst());
				discard.executeUpdate();
			}

			redrive = CompletableFuture
				.runAsync(() -> redriveAll("{\"dryRun\":false,\"force\":true,\"key\":\"contested\",\"by\":\"ada\"}")
					.jsonPath("$.redriven.length()")
					.isEqualTo(1)
					.jsonPath("$.refused[0].why")
					.value(String.class, (why) -> assertThat(why).startsWith("It is DISCARDED")));
			await().atMost(ofSeconds(30)).untilAsserted(() -> assertThat(waitingForALock()).isEqualTo(1));
			somebodyElse.commit();
		}

		redrive.join();
		assertThat(stateOf(ids.getFirst())).isEqualTo("DISCARDED 5");
	}

	@Test
	void aDryRunOfOneLetterSaysWhatWouldHappenAndChangesNothing() {
		String letter = insertLetters(1, null, 1, 0);
		String tired = insertLetters(1, null, 1, 5);

		redrive(letter, Map.of("by", "ada", "dryRun", true)).expectStatus()
			.isOk()
			.expectBody()
			.jsonPath("$.status")
			.isEqualTo("OPEN");
		redrive(tired, Map.of("by", "ada", "dryRun", true)).expectStatus().isEqualTo(409);
		redrive(tired, Map.of("by", "ada", "dryRun", true, "force", true)).expectStatus().isOk();

		assertThat(stateOf(letter)).isEqualTo("OPEN 0");
		assertThat(stateOf(tired)).isEqualTo("OPEN 5");
	}

	@Test
	void aTypeIsNoPattern() {
		insertLetters(1, "typed", 1, 0);
		this.jdbc.update("update dead_letter set event_type = 'shop.A%_B' where key = 'typed'");

		assertThat(totalOf("typed", "shop.A%_B")).isEqualTo(1);
		assertThat(totalOf("typed", "A%_B")).isEqualTo(1);
		for (String other : List.of("%", "A%", "_%_B", "op.A%_B", "B", "")) {
			assertThat(totalOf("typed", other)).as(other).isZero();
		}
	}

	@Test
	void whatAnybodySaysStaysInItsLineOfTheLog(CapturedOutput output) throws Exception {
		String letter = insertLetters(1, "logged", 1, 0);
		String other = insertLetters(1, "logged", 1, 0);
		String line = "x\r\nERROR forged\u2028by\u009B2J";
		ProducerRecord<byte[], byte[]> elsewhere = topic.event(1, "logged", 1);
		new Redrive(line + " group", UUID.randomUUID(), 1).writeTo(elsewhere.headers());

		redrive(letter, Map.of("by", line + " redriver", "reason", line)).expectStatus().isOk();
		this.desk.post()
			.uri("/dead-letters/" + other + "/discard")
			.body(Map.of("by", line + " discarder", "reason", line))
			.exchange()
			.expectStatus()
			.isOk();
		topic.send(List.of(elsewhere));

		await().atMost(ofSeconds(30))
			.untilAsserted(() -> assertThat(output.getOut()).contains("group=x ERROR forged by 2J group"));
		assertThat(output.getOut()).contains("by=\"x ERROR forged by 2J redriver\" reason=\"x ERROR forged by 2J\"",
				"by=\"x ERROR forged by 2J discarder\" reason=\"x ERROR forged by 2J\"");
	}

	@Test
	void whoSignsAndWhyIsBounded() {
		String letter = insertLetters(1, "signed", 1, 0);

		for (String path : List.of("/dead-letters/" + letter + "/redrive", "/dead-letters/" + letter + "/discard",
				"/dead-letters/redrive")) {
			this.desk.post()
				.uri(path)
				.body(Map.of("dryRun", true, "by", "a".repeat(101), "reason", "r".repeat(501)))
				.exchange()
				.expectStatus()
				.isBadRequest()
				.expectBody()
				.jsonPath("$.errors[0].field")
				.isEqualTo("by")
				.jsonPath("$.errors[1].field")
				.isEqualTo("reason");
		}
	}

	@Test
	void lettersThatWereClosedLongAgoAreDeletedInSmallBatches() {
		insertLetters(101, "closed", 1, 0);
		insertLetters(1, "reopened", 1, 0);
		insertLetters(1, "just-closed", 1, 0);
		this.jdbc.update("update dead_letter set status = 'DISCARDED' where key in ('closed', 'just-closed')");
		this.jdbc
			.update("""
					insert into dead_letter_history (letter_id, at, action, round, by, reason)
					select id, now() - make_interval(days => case key when 'just-closed' then 89 else 91 end), 'DISCARDED', 0,
						'ada', '' from dead_letter where key in ('closed', 'reopened', 'just-closed')""");
		this.jdbc.update("""
				insert into dead_letter_history (letter_id, at, action, round, by, reason)
				select id, '9999-01-01', 'FAILED', 0, 'consumer', '' from dead_letter where key = 'closed'""");

		this.deskCleaning.clean();

		assertThat(idsOf("closed")).isEmpty();
		assertThat(idsOf("reopened")).hasSize(1);
		assertThat(idsOf("just-closed")).hasSize(1);
	}

	/** A letter as anybody may write it, with headers of the desk's kind. */
	private static ProducerRecord<byte[], byte[]> letter(int partition, String key, String... headers) {
		ProducerRecord<byte[], byte[]> letter = deadLetters.record(partition, key, NO_AVRO, TYPE);
		letter.headers().add("dlq_group", "trusting".getBytes(UTF_8));
		for (int index = 0; index < headers.length; index += 2) {
			letter.headers().add("dlq_" + headers[index], headers[index + 1].getBytes(UTF_8));
		}
		return letter;
	}

	private static ProducerRecord<byte[], byte[]> placed(ProducerRecord<byte[], byte[]> letter, String topic,
			int partition) {
		letter.headers()
			.add("dlq_group", "trusting".getBytes(UTF_8))
			.add("dlq_topic", topic.getBytes(UTF_8))
			.add("dlq_partition", Integer.toString(partition).getBytes(UTF_8));
		return letter;
	}

	/** Letters of records that would be taken back, at the end of their partition. */
	private String insertLetters(int letters, String key, int partition, int rounds) {
		return this.jdbc
			.queryForList(
					"""
							insert into dead_letter (id, status, rounds, event_type, key, topic, partition, record_offset, record_time,
								failed_at, attempts, exception, message, causes, record_key, record_value, header_names, header_values)
							select gen_random_uuid(), 'OPEN', ?, 'Unknown', ?, 'trusting-things', ?, number, now(), now(), 1, 'E', '', '{}',
								null, null, '{ce_type}', array[convert_to('Unknown', 'UTF8')] from generate_series(1, ?) as number
							returning id::text""",
					String.class, rounds, key, partition, letters)
			.getFirst();
	}

	private RestTestClient.ResponseSpec redrive(String id, Map<String, Object> request) {
		return this.desk.post().uri("/dead-letters/" + id + "/redrive").body(request).exchange();
	}

	private RestTestClient.BodyContentSpec redriveAll(String request) {
		return this.desk.post()
			.uri("/dead-letters/redrive")
			.header("Content-Type", "application/json")
			.body(request)
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody();
	}

	private int totalOf(String key, String type) {
		Page page = this.desk.get()
			.uri("/dead-letters?key={key}&type={type}", key, type)
			.exchange()
			.expectBody(Page.class)
			.returnResult()
			.getResponseBody();
		return page.total();
	}

	record Page(int total) {
	}

	private int waitingForALock() {
		return this.jdbc.queryForObject(
				"""
						select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'""",
				Integer.class);
	}

	private String awaitLetter(String key) {
		await().atMost(ofSeconds(30)).untilAsserted(() -> assertThat(idsOf(key)).hasSize(1));
		return idsOf(key).getFirst();
	}

	private List<String> idsOf(String key) {
		return this.jdbc.queryForList("select id::text from dead_letter where key = ? order by record_offset",
				String.class, key);
	}

	private String stateOf(String id) {
		return this.jdbc.queryForObject("select status || ' ' || rounds from dead_letter where id = ?::uuid",
				String.class, id);
	}

}
