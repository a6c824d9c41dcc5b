package pizzashop.messaging.desk;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pizzashop.messaging.InvalidEventException;
import pizzashop.messaging.TestService;
import pizzashop.messaging.TestTopic;
import pizzashop.testplatform.TestPlatform;
import pizzashop.testplatform.WithTestPlatform;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.test.web.servlet.client.RestTestClient;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.awaitility.Awaitility.await;

@SpringBootTest(classes = TestService.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "test.topic=desk-things", "management.server.port=0", "messaging.dead-letters.topic=desk-dlq",
				"messaging.dead-letters.desk=true", "messaging.metrics.interval=100ms",
				"messaging.dead-letters.key-url=http://localhost:1/things/{key}",
				"management.endpoints.web.exposure.include=metrics", "messaging.live.reread=1h" })
@WithTestPlatform(database = "kitchen")
class DeadLetterDeskIT {

	private static final String TYPE = "pizzashop.messaging.test.ThingHappened";

	private static TestTopic topic;

	private static TestTopic deadLetters;

	@Autowired
	private TestService service;

	@Autowired
	private JdbcTemplate jdbc;

	@Autowired
	private KafkaListenerEndpointRegistry listeners;

	@LocalManagementPort
	private int port;

	@LocalServerPort
	private int servicePort;

	private RestTestClient desk;

	@BeforeAll
	static void createTopics() throws Exception {
		topic = TestTopic.create("desk-things", 3);
		deadLetters = TestTopic.create("desk-dlq", 3, Map.of("max.message.bytes", "2097152"));
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
	void aLetterIsKeptAndShownWithAllThatIsKnownOfIt() throws Exception {
		this.service.failOn("shown", Integer.MAX_VALUE, () -> new IllegalStateException("The oven is jammed"));
		ProducerRecord<byte[], byte[]> event = topic.event(1, "shown", 7);
		topic.send(List.of(event));

		String id = awaitLetter("shown", "OPEN");

		this.desk.get()
			.uri("/dead-letters/" + id)
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody()
			.jsonPath("$.service")
			.isEqualTo("messaging-test")
			.jsonPath("$.rounds")
			.isEqualTo(0)
			.jsonPath("$.type")
			.isEqualTo(TYPE)
			.jsonPath("$.attempts")
			.isEqualTo(4)
			.jsonPath("$.exception")
			.isEqualTo("java.lang.IllegalStateException")
			.jsonPath("$.message")
			.isEqualTo("The oven is jammed")
			.jsonPath("$.topic")
			.isEqualTo("desk-things")
			.jsonPath("$.partition")
			.isEqualTo(1)
			.jsonPath("$.causes[0]")
			.isEqualTo("java.lang.IllegalStateException: The oven is jammed")
			.jsonPath("$.event.thing")
			.isEqualTo("shown")
			.jsonPath("$.event.number")
			.isEqualTo(7)
			.jsonPath("$.headers[?(@.name == 'ce_id')].value")
			.isEqualTo(new String(event.headers().lastHeader("ce_id").value(), UTF_8))
			.jsonPath("$.keyUrl")
			.isEqualTo("http://localhost:1/things/shown")
			.jsonPath("$.history.length()")
			.isEqualTo(1)
			.jsonPath("$.history[0].action")
			.isEqualTo("FAILED")
			.jsonPath("$.history[0].reason")
			.isEqualTo("java.lang.IllegalStateException: The oven is jammed");
	}

	@Test
	void whatIsNoEventIsShownInHexadecimalAndAsText() throws Exception {
		ProducerRecord<byte[], byte[]> strange = topic.record(0, "strange", "no Avro \0".getBytes(UTF_8), TYPE);
		strange.headers().add("empty", null).add("nul\0name", new byte[] { (byte) 0xff, 0 });
		topic.send(List.of(strange, topic.record(0, "nothing", null, TYPE)));

		this.desk.get()
			.uri("/dead-letters/" + awaitLetter("strange", "OPEN"))
			.exchange()
			.expectBody()
			.jsonPath("$.event")
			.isEmpty()
			.jsonPath("$.undecodable")
			.value(String.class, (text) -> assertThat(text).contains("Unknown magic byte"))
			.jsonPath("$.bytes")
			.isEqualTo(9)
			.jsonPath("$.hex")
			.isEqualTo("6e6f204176726f2000")
			.jsonPath("$.text")
			.isEqualTo("no Avro \0");
		this.desk.get()
			.uri("/dead-letters/" + awaitLetter("nothing", "OPEN"))
			.exchange()
			.expectBody()
			.jsonPath("$.bytes")
			.isEmpty()
			.jsonPath("$.message")
			.isEqualTo("The record has no value");
	}

	@Test
	void aLetterWithAKeyOfAnyLengthIsKept() throws Exception {
		byte[] random = new byte[100_000];
		new Random(1).nextBytes(random);
		String key = HexFormat.of().formatHex(random);
		topic.send(List.of(topic.record(0, key, "no Avro".getBytes(UTF_8), TYPE)));

		awaitLetter(key, "OPEN");
	}

	@Test
	void aRedrivenRecordIsTheSameEventAndTakesEffectOnce() throws Exception {
		this.service.failOn("mended", Integer.MAX_VALUE, () -> new IllegalStateException("for now"));
		ProducerRecord<byte[], byte[]> event = topic.event(2, "mended", 1);
		topic.send(List.of(event));
		String id = awaitLetter("mended", "OPEN");
		mend("mended");

		redrive(id, false).expectStatus().isOk().expectBody().jsonPath("$.status").isEqualTo("REDRIVEN");

		await().atMost(ofSeconds(30)).untilAsserted(() -> assertThat(numbersOf("mended")).containsExactly(1));
		ConsumerRecord<byte[], byte[]> redriven = recordsOf("mended").getLast();
		assertThat(redriven.partition()).isEqualTo(2);
		assertThat(redriven.key()).isEqualTo(event.key());
		assertThat(redriven.value()).isEqualTo(event.value());
		assertThat(redriven.headers()).containsAll(event.headers());
		assertThat(text(redriven, "redrive_group")).isEqualTo("messaging-test");
		assertThat(redriven.headers()).noneMatch((header) -> header.key().startsWith("dlq_"));
		this.desk.get()
			.uri("/dead-letters/" + id)
			.exchange()
			.expectBody()
			.jsonPath("$.rounds")
			.isEqualTo(1)
			.jsonPath("$.history[1].by")
			.isEqualTo("ada")
			.jsonPath("$.history[1].reason")
			.isEqualTo("mended");
		redrive(id, true).expectStatus().isOk();
		await().atMost(ofSeconds(30)).untilAsserted(() -> assertThat(recordsOf("mended")).hasSize(3));
		topic.send(List.of(topic.event(2, "behind-mended", 1)));
		await().atMost(ofSeconds(30)).untilAsserted(() -> assertThat(numbersOf("behind-mended")).containsExactly(1));
		assertThat(numbersOf("mended")).containsExactly(1);
	}

	@Test
	void aLetterThatKeepsFailingStaysTheSameAndDoesNotGrow() throws Exception {
		this.service.failOn("hopeless", Integer.MAX_VALUE, () -> new InvalidEventException("for good"));
		topic.send(List.of(topic.event(0, "hopeless", 1)));
		String id = awaitLetter("hopeless", "OPEN");
		for (int round = 1; round <= 5; round++) {
			redrive(id, false).expectStatus().isOk();
			awaitRound(id, round);
		}

		redrive(id, false).expectStatus()
			.isEqualTo(409)
			.expectBody()
			.jsonPath("$.detail")
			.value(String.class, (text) -> assertThat(text).contains("5"));
		for (int round = 6; round <= 20; round++) {
			redrive(id, true).expectStatus().isOk();
			awaitRound(id, round);
		}

		assertThat(this.jdbc.queryForObject("select count(*) from dead_letter where key = 'hopeless'", Integer.class))
			.isEqualTo(1);
		List<ConsumerRecord<byte[], byte[]>> letters = deadLetters.content()
			.stream()
			.filter((record) -> new String(record.key(), UTF_8).equals("hopeless"))
			.toList();
		assertThat(letters).hasSize(21);
		assertThat(headerBytesOf(letters.getLast())).isLessThan(headerBytesOf(letters.getFirst()) + 10);
		assertThat(headerBytesOf(recordsOf("hopeless").getLast()))
			.isLessThan(headerBytesOf(recordsOf("hopeless").get(1)) + 10);
		this.desk.get().uri("/dead-letters/" + id).exchange().expectBody().jsonPath("$.history.length()").isEqualTo(41);
	}

	@Test
	void aLetterDeliveredAgainChangesNothing() throws Exception {
		this.service.failOn("again", Integer.MAX_VALUE, () -> new IllegalStateException("for now"));
		topic.send(List.of(topic.event(0, "again", 1)));
		String id = awaitLetter("again", "OPEN");
		mend("again");
		ConsumerRecord<byte[], byte[]> letter = deadLetters.content()
			.stream()
			.filter((record) -> new String(record.key(), UTF_8).equals("again"))
			.findFirst()
			.orElseThrow();
		redrive(id, false).expectStatus().isOk();
		await().atMost(ofSeconds(30)).untilAsserted(() -> assertThat(numbersOf("again")).containsExactly(1));

		deadLetters
			.send(List.of(new ProducerRecord<>(letter.topic(), 0, letter.key(), letter.value(), letter.headers()),
					new ProducerRecord<>(letter.topic(), 0, letter.key(), letter.value(), letter.headers())));
		this.service.failOn("behind-again", Integer.MAX_VALUE, () -> new IllegalStateException("for good"));
		topic.send(List.of(topic.event(0, "behind-again", 1)));

		awaitLetter("behind-again", "OPEN");
		assertThat(statusesOf("again")).containsExactly("REDRIVEN");
	}

	@Test
	void aLetterIsDiscardedWithAReasonAndIsThenClosed() throws Exception {
		topic.send(List.of(topic.record(0, "discarded", "no Avro".getBytes(UTF_8), TYPE)));
		String id = awaitLetter("discarded", "OPEN");

		this.desk.post()
			.uri("/dead-letters/" + id + "/discard")
			.body(Map.of("by", "ada", "reason", " "))
			.exchange()
			.expectStatus()
			.isBadRequest()
			.expectBody()
			.jsonPath("$.errors[0].field")
			.isEqualTo("reason");
		this.desk.post()
			.uri("/dead-letters/" + id + "/discard")
			.body(Map.of("by", "ada", "reason", "a test"))
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody()
			.jsonPath("$.status")
			.isEqualTo("DISCARDED")
			.jsonPath("$.history[1].reason")
			.isEqualTo("a test");

		redrive(id, false).expectStatus().isEqualTo(409);
		assertThat(statusesOf("discarded")).containsExactly("DISCARDED");
	}

	@Test
	void allLettersOfAFilterAreRedrivenInTheirOrderAfterADryRun() throws Exception {
		List<ProducerRecord<byte[], byte[]>> events = new ArrayList<>();
		for (int number = 0; number < 22; number++) {
			events.add(topic.event(1, "many", number));
		}
		this.service.failOn("many", Integer.MAX_VALUE, () -> new InvalidEventException("for now"));
		topic.send(events);
		await().atMost(ofSeconds(30)).untilAsserted(() -> assertThat(statusesOf("many")).hasSize(22));
		String filter = "{\"dryRun\":%s,\"key\":\"many\",\"type\":\"ThingHappened\",\"by\":\"ada\"}";

		redriveAll(filter.formatted("true")).jsonPath("$.redriven.length()").isEqualTo(22);
		assertThat(statusesOf("many")).containsOnly("OPEN");
		mend("many");
		redriveAll(filter.formatted("false")).jsonPath("$.redriven.length()").isEqualTo(22);

		await().atMost(ofSeconds(30)).untilAsserted(() -> assertThat(numbersOf("many")).hasSize(22));
		assertThat(numbersOf("many")).isSorted();
		this.desk.get()
			.uri("/dead-letters?status=REDRIVEN&type=ThingHappened&key=many&limit=20")
			.exchange()
			.expectBody()
			.jsonPath("$.letters.length()")
			.isEqualTo(20)
			.jsonPath("$.total")
			.isEqualTo(22)
			.jsonPath("$.next")
			.value((next) -> this.desk.get()
				.uri(String.valueOf(next))
				.exchange()
				.expectBody()
				.jsonPath("$.letters.length()")
				.isEqualTo(2)
				.jsonPath("$.next")
				.isEmpty());
	}

	/** It has a field that is gone by now, and none that was added since. */
	@Test
	void aLetterOfAnOlderSchemaIsDecodedAndRedriven() throws Exception {
		AvroSchema older = new AvroSchema("""
				{"type": "record", "name": "ThingHappened", "namespace": "pizzashop.messaging.test", "fields": [
				  {"name": "thing", "type": "string"}, {"name": "colour", "type": "string", "default": "red"},
				  {"name": "number", "type": "int"}]}""");
		int schemaId;
		try (CachedSchemaRegistryClient registry = new CachedSchemaRegistryClient(TestPlatform.registryUrl(), 10)) {
			schemaId = registry.register("an-older-" + topic.name(), older);
		}
		GenericRecord event = new GenericRecordBuilder(older.rawSchema()).set("thing", "old")
			.set("colour", "green")
			.set("number", 3)
			.build();
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		bytes.write(0);
		bytes.write(ByteBuffer.allocate(4).putInt(schemaId).array());
		BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
		new GenericDatumWriter<GenericRecord>(older.rawSchema()).write(event, encoder);
		encoder.flush();
		this.service.failOn("old", Integer.MAX_VALUE, () -> new IllegalStateException("for now"));
		topic.send(List.of(topic.record(0, "old", bytes.toByteArray(), TYPE)));
		String id = awaitLetter("old", "OPEN");
		mend("old");

		this.desk.get()
			.uri("/dead-letters/" + id)
			.exchange()
			.expectBody()
			.jsonPath("$.event.colour")
			.isEqualTo("green");
		redrive(id, false).expectStatus().isOk();

		await().atMost(ofSeconds(30)).untilAsserted(() -> assertThat(numbersOf("old")).containsExactly(3));
	}

	@Test
	void aLetterIsFoundByTheBeginningOfItsId() throws Exception {
		topic.send(List.of(topic.record(0, "found", "no Avro".getBytes(UTF_8), TYPE)));
		String id = awaitLetter("found", "OPEN");

		this.desk.get()
			.uri("/dead-letters/" + id.substring(0, 10))
			.exchange()
			.expectBody()
			.jsonPath("$.id")
			.isEqualTo(id);
		for (String wrong : List.of("abc", "0000-0000", UUID.randomUUID().toString(), "%25", "'; drop table")) {
			this.desk.get()
				.uri("/dead-letters/{id}", wrong)
				.exchange()
				.expectStatus()
				.isNotFound()
				.expectBody()
				.jsonPath("$.detail")
				.exists();
		}
	}

	@Test
	void whatIsWrongWithARequestIsNamed() {
		this.desk.get()
			.uri("/dead-letters?status=LOST")
			.exchange()
			.expectStatus()
			.isBadRequest()
			.expectBody()
			.jsonPath("$.errors[0].message")
			.value(String.class, (text) -> assertThat(text).contains("OPEN"));
		this.desk.get().uri("/dead-letters?limit=501").exchange().expectStatus().isBadRequest();
		this.desk.post()
			.uri("/dead-letters/redrive")
			.body(Map.of("dryrun", true, "by", "ada"))
			.exchange()
			.expectStatus()
			.isBadRequest()
			.expectBody()
			.jsonPath("$.errors[0].field")
			.isEqualTo("dryRun");
	}

	@Test
	void openLettersAreAGauge() throws Exception {
		topic.send(List.of(topic.record(0, "gauge", "no Avro".getBytes(UTF_8), TYPE)));
		awaitLetter("gauge", "OPEN");
		int open = this.jdbc.queryForObject("select count(*) from dead_letter where status = 'OPEN'", Integer.class);

		await().untilAsserted(() -> this.desk.get()
			.uri("/actuator/metrics/messaging.dead.letters.open")
			.exchange()
			.expectBody()
			.jsonPath("$.measurements[0].value")
			.isEqualTo((double) open));
		this.desk.get()
			.uri("/actuator/metrics/messaging.dead.letters?tag=group:messaging-test&tag=cause:SerializationException")
			.exchange()
			.expectStatus()
			.isOk();
	}

	@Test
	void theDeskIsAPageOnTheManagementPortWhichTakesNothingFromElsewhere() {
		for (String path : List.of("/desk", "/desk/desk.js", "/shop/shop.css", "/dead-letters")) {
			this.desk.get()
				.uri(path)
				.exchange()
				.expectStatus()
				.isOk()
				.expectHeader()
				.value("Content-Security-Policy", (policy) -> assertThat(policy).startsWith("default-src 'self';"))
				.expectHeader()
				.valueEquals("X-Content-Type-Options", "nosniff");
		}
		this.desk.get().uri("/desk").exchange().expectHeader().contentType("text/html;charset=UTF-8");
		this.desk.get()
			.uri("/desk/desk.js")
			.exchange()
			.expectHeader()
			.contentTypeCompatibleWith("text/javascript")
			.expectHeader()
			.valueEquals("Cache-Control", "no-cache");
		this.desk.get().uri("/desk/missing.js").exchange().expectStatus().isNotFound();
	}

	@Test
	void theServicesOwnPortShowsTheWayToTheDeskAndHasNothingOfIt() {
		RestTestClient shop = RestTestClient.bindToServer(new JdkClientHttpRequestFactory())
			.baseUrl("http://127.0.0.1:" + this.servicePort)
			.build();

		shop.get()
			.uri("/desk")
			.exchange()
			.expectStatus()
			.isFound()
			.expectHeader()
			.location("http://127.0.0.1:" + this.port + "/desk");
		for (String path : List.of("/desk/desk.js", "/dead-letters", "/dead-letters/events")) {
			shop.get().uri(path).exchange().expectStatus().isNotFound();
		}
	}

	@Test
	void whoWatchesTheDeskIsToldOfALetterThatComesAndOfADecision() throws Exception {
		HttpRequest request = HttpRequest
			.newBuilder(URI.create("http://localhost:" + this.port + "/dead-letters/events"))
			.build();
		Queue<String> told = new ConcurrentLinkedQueue<>();
		HttpClient client = HttpClient.newHttpClient();
		try {
			CompletableFuture<?> unused = client.sendAsync(request, HttpResponse.BodyHandlers.ofLines())
				.thenAcceptAsync(
						(response) -> response.body().filter((line) -> line.startsWith("data:")).forEach(told::add));
			await().atMost(ofSeconds(30)).until(() -> !told.isEmpty());
			int open = this.jdbc.queryForObject("select count(*) from dead_letter where status = 'OPEN'",
					Integer.class);
			assertThat(told).last(STRING).contains("\"group\":\"messaging-test\"", "\"OPEN\":" + open);

			topic.send(List.of(topic.record(0, "watched", "no Avro".getBytes(UTF_8), TYPE)));

			await().atMost(ofSeconds(30))
				.untilAsserted(
						() -> assertThat(told).last(STRING).contains("\"OPEN\":" + (open + 1), "\"" + TYPE + "\""));
			this.desk.post()
				.uri("/dead-letters/" + awaitLetter("watched", "OPEN") + "/discard")
				.body(Map.of("by", "ada", "reason", "seen"))
				.exchange()
				.expectStatus()
				.isOk();
			await().atMost(ofSeconds(30))
				.untilAsserted(() -> assertThat(told).last(STRING).contains("\"OPEN\":" + open));
		}
		finally {
			client.shutdownNow();
		}
	}

	private void mend(String thing) {
		this.service.failOn(thing, 0, IllegalStateException::new);
	}

	private RestTestClient.ResponseSpec redrive(String id, boolean force) {
		return this.desk.post()
			.uri("/dead-letters/" + id + "/redrive")
			.body(Map.of("by", "ada", "reason", "mended", "force", force))
			.exchange();
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

	private String awaitLetter(String key, String status) {
		await().atMost(ofSeconds(30)).untilAsserted(() -> assertThat(statusesOf(key)).containsExactly(status));
		return this.jdbc.queryForObject("select id::text from dead_letter where key = ?", String.class, key);
	}

	private void awaitRound(String id, int round) {
		await().atMost(ofSeconds(30))
			.untilAsserted(() -> assertThat(
					this.jdbc.queryForMap("select status, rounds from dead_letter where id = ?::uuid", id))
				.isEqualTo(Map.of("status", "OPEN", "rounds", round)));
	}

	private List<String> statusesOf(String key) {
		return this.jdbc.queryForList("select status from dead_letter where key = ?", String.class, key);
	}

	private List<Integer> numbersOf(String thing) {
		return this.jdbc.queryForList("select number from effect where thing = ? order by id", Integer.class, thing);
	}

	private static List<ConsumerRecord<byte[], byte[]>> recordsOf(String key) {
		return topic.content().stream().filter((record) -> new String(record.key(), UTF_8).equals(key)).toList();
	}

	private static String text(ConsumerRecord<byte[], byte[]> record, String header) {
		return new String(record.headers().lastHeader(header).value(), UTF_8);
	}

	private static int headerBytesOf(ConsumerRecord<byte[], byte[]> record) {
		int bytes = 0;
		for (Header header : record.headers()) {
			bytes += header.key().length() + header.value().length;
		}
		return bytes;
	}

}
