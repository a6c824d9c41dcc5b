package pizzashop.platform.check;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pizzashop.contracts.Topics;
import pizzashop.platform.Infrastructure;
import pizzashop.platform.mail.MailFolder;
import pizzashop.platform.process.PlatformException;
import pizzashop.platform.process.Progress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

/**
 * Topics, groups and mailbox are real; two pages each of the JDK's server are the
 * services.
 */
class InvariantCheckIT {

	private static final String MADE = "01a207ec-96c8-728d-a1b9-a8a1a5677dbd";

	private static final String REFUSED = "01a207ec-a4c2-7247-bd3c-72c21bc89764";

	private static final String PLANTED = "01a207ec-ffff-7247-bd3c-72c21bc89764";

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private static final long END = Long.MAX_VALUE;

	@TempDir
	@SuppressWarnings("NullAway.Init")
	static Path directory;

	@SuppressWarnings("NullAway.Init")
	static Infrastructure infrastructure;

	private final List<String> requests = new CopyOnWriteArrayList<>();

	private volatile String statusOfMade = "READY";

	@SuppressWarnings("NullAway.Init")
	private HttpServer services;

	@BeforeAll
	static void whatHappened() throws Exception {
		infrastructure = Infrastructure.start(directory);
		try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
				Map.of("bootstrap.servers", infrastructure.bootstrapServers()), new StringSerializer(),
				new ByteArraySerializer())) {
			for (ProducerRecord<String, byte[]> record : List.of(event(MADE, "OrderPlaced"),
					event(MADE, "CookingStarted"), event(MADE, "OrderPlaced"), event(MADE, "OrderReady"),
					event(REFUSED, "OrderPlaced"), event(REFUSED, "OrderRejected"), event(REFUSED, "RefundIssued"),
					event(MADE, "OrderPraisedByANewerProducer"),
					record(Topics.PIZZA_ORDERS, MADE, "not Avro",
							Map.of("ce_id", "garbage", "ce_type", "pizzashop.events.OrderPlaced")),
					record(Topics.PIZZA_ORDERS, MADE, "", Map.of()),
					record(Topics.ORDERS_DLQ, PLANTED, "not Avro", Map.of("dlq_group", "kitchen-service",
							"dlq_exception", "SerializationException", "dlq_message", "Unknown magic byte!")))) {
				producer.send(record).get(30, TimeUnit.SECONDS);
			}
		}
		sendMail("Your receipt for order a5677dbd", "Order " + MADE, "<made@shop>");
		sendMail("Your receipt for order a5677dbd", "Order " + MADE, "<made@shop>");
		sendMail("Your receipt for order 1bc89764", "Order " + REFUSED, "<refused@shop>");
		sendMail("Dead letters: 1 of kitchen-service", "Order " + PLANTED, "<alert@shop>");
	}

	@AfterAll
	static void stop() {
		infrastructure.close();
	}

	@BeforeEach
	void open() throws Exception {
		this.services = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.services.createContext("/orders", (exchange) -> answer(exchange, "orders", this.statusOfMade));
		this.services.createContext("/tickets", (exchange) -> answer(exchange, "tickets", "READY"));
		this.services.start();
		commit(END);
	}

	@AfterEach
	void close() {
		this.services.stop(0);
	}

	@Test
	void whatHappenedIsReadFromEveryPageTopicAndMail() {
		CheckResult result = check(Set.of(PLANTED), Set.of(MADE, REFUSED), PATIENCE, Progress.SILENT);

		assertThat(result).isEqualTo(new CheckResult(2, 1, "", List.of()));
		assertThat(this.requests).containsExactly("/orders?limit=1", "/tickets?limit=1", "/orders?limit=100",
				"/orders?limit=100&before=" + REFUSED, "/tickets?limit=500", "/tickets?limit=500&before=" + REFUSED);
	}

	@Test
	void whatIsWrongIsFound() {
		CheckResult result = check(Set.of(), Set.of("an order nobody knows"), PATIENCE, Progress.SILENT);

		assertThat(result.findings()).extracting(Finding::rule)
			.containsExactly(Rule.ORDER_KNOWN, Rule.DEAD_LETTER_PLANTED);
		assertThat(result.toString()).contains("an order nobody knows",
				PLANTED + " could not be processed: kitchen-service, SerializationException: Unknown magic byte!");
	}

	@Test
	void aBusySystemIsWaitedFor() throws Exception {
		commit(0);
		this.statusOfMade = "COOKING";
		List<String> told = new CopyOnWriteArrayList<>();

		CheckResult result = check(Set.of(PLANTED), Set.of(), PATIENCE, new Progress() {
			@Override
			public void waiting(List<String> names, Duration since) {
				told.addAll(names);
				if (names.getFirst().contains("kitchen-service")) {
					commit(END);
				}
				else if (names.getFirst().startsWith("the end of")) {
					InvariantCheckIT.this.statusOfMade = "READY";
				}
			}
		});

		assertThat(result.holds()).as(result.toString()).isTrue();
		assertThat(told).contains(
				"order-service (10 records), kitchen-service (10 records), notification-service (10 records)",
				"the end of order " + MADE);
	}

	@Test
	void whoDoesNotEndInTimeIsStuck() {
		this.statusOfMade = "COOKING";

		CheckResult result = check(Set.of(PLANTED), Set.of(), Duration.ZERO, Progress.SILENT);

		assertThat(result.findings()).extracting(Finding::rule, Finding::order)
			.containsExactly(tuple(Rule.ORDER_ENDED, MADE));
		assertThat(result.unrest()).isEqualTo("the end of order " + MADE);
	}

	@Test
	void whatDoesNotAnswerIsToldWithTheWayOut() {
		Endpoints all = endpoints();
		URI nobody = URI.create("http://127.0.0.1:1");

		assertRefused(new Endpoints(nobody, all.kitchenService(), all.kafka(), all.mailbox()),
				"No order-service answers at http://127.0.0.1:1: start the system with ./pizza up first.");
		assertRefused(new Endpoints(all.orderService(), nobody, all.kafka(), all.mailbox()),
				"No kitchen-service answers at http://127.0.0.1:1: start the system with ./pizza up first.");
		assertRefused(new Endpoints(URI.create("localhost:8080"), all.kitchenService(), all.kafka(), all.mailbox()),
				"\"localhost:8080\" is no address of a service: give one like http://127.0.0.1:8080.");
		assertRefused(new Endpoints(all.orderService(), all.kitchenService(), "127.0.0.1:1", all.mailbox()),
				"No Kafka answers at 127.0.0.1:1: start the system with ./pizza up first.");
		assertRefused(new Endpoints(all.orderService(), all.kitchenService(), "9092", all.mailbox()),
				"\"9092\" is no address of Kafka: give HOST:PORT.");
		assertRefused(
				new Endpoints(all.orderService(), all.kitchenService(), all.kafka(),
						new MailFolder(directory.resolve("nothing"))),
				"There is no mailbox " + directory.resolve("nothing")
						+ ": give the folder to which the system's mail server writes.");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			200 | []                    | is no order-service: it tells no page of orders.
			200 | <html>Welcome!</html> | is no order-service: it tells no JSON.
			404 | {}                    | The order-service answered 404 at
			""")
	void whoAnswersSomethingElseIsTold(int status, String body, String sentence) {
		this.services.removeContext("/orders");
		this.services.createContext("/orders", (exchange) -> answer(exchange, status, body));

		assertThatExceptionOfType(PlatformException.class)
			.isThrownBy(() -> check(Set.of(), Set.of(), PATIENCE, Progress.SILENT))
			.withMessageContaining(sentence);
	}

	private static void assertRefused(Endpoints endpoints, String sentence) {
		assertThatExceptionOfType(PlatformException.class)
			.isThrownBy(() -> InvariantCheck.of(endpoints, Set.of(), Set.of(), PATIENCE, Progress.SILENT))
			.withMessage(sentence);
	}

	private CheckResult check(Set<String> planted, Set<String> answered, Duration patience, Progress progress) {
		return InvariantCheck.of(endpoints(), planted, answered, patience, progress);
	}

	private Endpoints endpoints() {
		URI address = URI.create("http://127.0.0.1:" + this.services.getAddress().getPort());
		return new Endpoints(address, address, infrastructure.bootstrapServers(), infrastructure.mailbox());
	}

	/** The page of the younger one, then that of the other. */
	private void answer(HttpExchange exchange, String what, String statusOfMade) throws IOException {
		String request = exchange.getRequestURI().toString();
		this.requests.add(request);
		answer(exchange, 200, request.contains("before") ? page(what, MADE, statusOfMade, "null")
				: page(what, REFUSED, "REJECTED", "\"" + request + "&before=" + REFUSED + "\""));
	}

	private static String page(String what, String id, String status, String next) {
		return "{\"" + what + "\":[{\"orderId\":\"" + id + "\",\"status\":\"" + status + "\"}],\"next\":" + next + "}";
	}

	private static void answer(HttpExchange exchange, int status, String text) throws IOException {
		byte[] body = text.getBytes(StandardCharsets.UTF_8);
		exchange.sendResponseHeaders(status, body.length);
		exchange.getResponseBody().write(body);
		exchange.close();
	}

	/** Nearly what a service sends: the wire format's five bytes, and the order's id. */
	private static ProducerRecord<String, byte[]> event(String order, String type) {
		return record(Topics.PIZZA_ORDERS, order, "\0\0\0\0\1H" + order,
				Map.of("ce_id", order + type, "ce_type", "pizzashop.events." + type));
	}

	private static ProducerRecord<String, byte[]> record(String topic, String key, String value,
			Map<String, String> headers) {
		ProducerRecord<String, byte[]> record = new ProducerRecord<>(topic, key,
				value.getBytes(StandardCharsets.UTF_8));
		headers.forEach((name, text) -> record.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
		return record;
	}

	/** Lets every group have committed up to the ends, or an offset before. */
	private static void commit(long atMost) {
		try (Admin admin = Admin.create(Map.of("bootstrap.servers", infrastructure.bootstrapServers()))) {
			Map<TopicPartition, OffsetSpec> latest = IntStream.range(0, Topics.PARTITIONS)
				.mapToObj((partition) -> new TopicPartition(Topics.PIZZA_ORDERS, partition))
				.collect(Collectors.toMap(Function.identity(), (partition) -> OffsetSpec.latest()));
			Map<TopicPartition, OffsetAndMetadata> offsets = admin.listOffsets(latest)
				.all()
				.get(30, TimeUnit.SECONDS)
				.entrySet()
				.stream()
				.collect(Collectors.toMap(Map.Entry::getKey,
						(end) -> new OffsetAndMetadata(Math.min(atMost, end.getValue().offset()))));
			for (String group : List.of("order-service", "kitchen-service", "notification-service")) {
				admin.alterConsumerGroupOffsets(group, offsets).all().get(30, TimeUnit.SECONDS);
			}
		}
		catch (ExecutionException | InterruptedException | TimeoutException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static void sendMail(String subject, String text, String messageId) throws MessagingException {
		Properties properties = new Properties();
		properties.put("mail.smtp.host", "127.0.0.1");
		properties.put("mail.smtp.port", infrastructure.smtpPort());
		MimeMessage message = new MimeMessage(Session.getInstance(properties)) {
			@Override
			protected void updateMessageID() throws MessagingException {
				setHeader("Message-ID", messageId);
			}
		};
		message.setFrom(new InternetAddress("shop@example.org"));
		message.setRecipient(Message.RecipientType.TO, new InternetAddress("ada@example.org"));
		message.setSubject(subject, StandardCharsets.UTF_8.name());
		message.setText(text);
		Transport.send(message);
	}

}
