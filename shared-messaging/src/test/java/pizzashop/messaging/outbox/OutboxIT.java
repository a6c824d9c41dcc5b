package pizzashop.messaging.outbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import javax.sql.DataSource;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.tracing.Tracer;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import pizzashop.messaging.CloudEvent;
import pizzashop.messaging.TestService;
import pizzashop.messaging.TestTopic;
import pizzashop.messaging.test.ThingHappened;
import pizzashop.testplatform.TestPlatform;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTimeout;

@ExtendWith(OutputCaptureExtension.class)
class OutboxIT {

	private final List<ConfigurableApplicationContext> instances = new ArrayList<>();

	@AfterEach
	void stopInstances() {
		this.instances.forEach(ConfigurableApplicationContext::close);
	}

	@Test
	void whatIsCommittedIsPublishedWithItsHeaders() throws Exception {
		var service = instance("committed");
		var tracer = service.getBean(Tracer.class);
		try (TestTopic topic = TestTopic.create("outbox-committed", 1)) {
			var span = tracer.nextSpan().start();
			try (var scope = tracer.withSpan(span)) {
				transaction(service)
					.executeWithoutResult((status) -> outbox(service).append(topic.name(), "key", happened("a", 1)));
			}
			span.end();

			await().untilAsserted(() -> assertThat(topic.content()).hasSize(1));
			ConsumerRecord<byte[], byte[]> record = topic.content().getFirst();
			assertThat(new String(record.key(), UTF_8)).isEqualTo("key");
			assertThat(topic.decode(record)).isEqualTo(happened("a", 1));
			CloudEvent headers = CloudEvent.readFrom(record.headers());
			assertThat(headers.id().version()).isEqualTo(7);
			assertThat(headers.source()).isEqualTo("/committed");
			assertThat(headers.type()).isEqualTo("pizzashop.messaging.test.ThingHappened");
			assertThat(headers.traceparent()).contains(span.context().traceId());
			assertThat(new String(record.headers().lastHeader("ce_specversion").value(), UTF_8)).isEqualTo("1.0");
			await().untilAsserted(() -> assertThat(eventsIn(service)).isZero());
		}
	}

	@Test
	void publishingIsASpanOfTheTraceInWhichTheEventWasAppendedAndGoesWithTheRecord() throws Exception {
		var service = instance("traced", "--management.tracing.sampling.probability=1.0",
				"--management.opentelemetry.tracing.export.schedule-delay=50ms");
		var tracer = service.getBean(Tracer.class);
		try (TestTopic topic = TestTopic.create("outbox-traced", 1)) {
			var span = tracer.nextSpan().start();
			try (var scope = tracer.withSpan(span)) {
				transaction(service)
					.executeWithoutResult((status) -> outbox(service).append(topic.name(), "key", happened("a", 1)));
			}

			SpanData publish = await()
				.until(() -> service.getBean(InMemorySpanExporter.class)
					.getFinishedSpanItems()
					.stream()
					.filter((ended) -> ended.getTraceId().equals(span.context().traceId()))
					.findFirst(), Optional::isPresent)
				.orElseThrow();
			assertThat(publish.getName()).isEqualTo("publish ThingHappened");
			assertThat(publish.getKind()).isEqualTo(SpanKind.PRODUCER);
			assertThat(publish.getParentSpanId()).isEqualTo(span.context().spanId());
			assertThat(CloudEvent.readFrom(topic.content().getFirst().headers()).traceparent())
				.contains(span.context().traceId() + "-" + publish.getSpanId());
			assertThat(publish.getAttributes().asMap())
				.containsAllEntriesOf(Map.of(AttributeKey.stringKey("messaging.system"), "kafka",
						AttributeKey.stringKey("messaging.operation.type"), "send",
						AttributeKey.stringKey("messaging.destination.name"), topic.name(),
						AttributeKey.stringKey("messaging.destination.partition.id"), "0",
						AttributeKey.stringKey("messaging.kafka.message.key"), "key",
						AttributeKey.longKey("messaging.kafka.offset"), 0L));
			assertThat(publish.getAttributes().get(AttributeKey.longKey("messaging.outbox.wait_ms"))).isBetween(0L,
					60_000L);
		}
	}

	@Test
	void afterManyEventsOthersAreLetCome() throws Exception {
		var service = instance("paced");
		try (TestTopic topic = TestTopic.create("outbox-paced", 1)) {
			transaction(service).executeWithoutResult((status) -> IntStream.rangeClosed(1, 30)
				.forEach((number) -> outbox(service).append(topic.name(), "key", happened("a", number))));
			await().pollInterval(Duration.ofMillis(1)).until(() -> eventsIn(service) == 0);
			transaction(service)
				.executeWithoutResult((status) -> outbox(service).append(topic.name(), "key", happened("a", 31)));

			await().untilAsserted(() -> assertThat(topic.content()).hasSize(31));
			List<ConsumerRecord<byte[], byte[]>> records = topic.content();
			assertThat(records.get(30).timestamp() - records.get(29).timestamp()).isGreaterThanOrEqualTo(40);
		}
	}

	@Test
	void whatIsRolledBackIsNotPublished() throws Exception {
		var service = instance("rolled-back");
		try (TestTopic topic = TestTopic.create("outbox-rolled-back", 1)) {
			transaction(service).executeWithoutResult((status) -> {
				outbox(service).append(topic.name(), "key", happened("never", 1));
				status.setRollbackOnly();
			});
			transaction(service)
				.executeWithoutResult((status) -> outbox(service).append(topic.name(), "key", happened("always", 2)));

			await().untilAsserted(() -> assertThat(topic.content()).isNotEmpty());
			assertThat(topic.content()).extracting(topic::decode).containsExactly(happened("always", 2));
		}
	}

	@Test
	void whatIsAppendedWithinASuspendedTransactionStandsAndFallsWithItsOwn() throws Exception {
		var service = instance("suspended");
		TransactionTemplate another = transaction(service);
		another.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
		try (TestTopic topic = TestTopic.create("outbox-suspended", 1)) {
			transaction(service).executeWithoutResult((status) -> {
				outbox(service).append(topic.name(), "key", happened("outer", 2));
				another.executeWithoutResult(
						(within) -> outbox(service).append(topic.name(), "key", happened("inner", 1)));
				another.executeWithoutResult((within) -> {
					outbox(service).append(topic.name(), "key", happened("never", 0));
					within.setRollbackOnly();
				});
				outbox(service).append(topic.name(), "key", happened("outer", 3));
			});

			await().untilAsserted(() -> assertThat(topic.content()).extracting(topic::decode)
				.containsExactly(happened("inner", 1), happened("outer", 2), happened("outer", 3)));
		}
	}

	@Test
	void appendingOutsideATransactionIsRefused() {
		var service = instance("outside");

		assertThatExceptionOfType(IllegalTransactionStateException.class)
			.isThrownBy(() -> outbox(service).append("outbox-outside", "key", happened("a", 1)));
	}

	@Test
	void whatWaitsIsCountedAndItsAgeTold() throws Exception {
		var service = instance("waiting", "--messaging.metrics.interval=100ms");
		try (TestTopic topic = TestTopic.create("outbox-waiting", 1);
				var connection = service.getBean(DataSource.class).getConnection()) {
			connection.setAutoCommit(false);
			try (var statement = connection.createStatement()) {
				statement.execute("select from outbox_partition for update");
			}

			transaction(service)
				.executeWithoutResult((status) -> outbox(service).append(topic.name(), "key", happened("a", 1)));

			await().untilAsserted(() -> assertThat(gauge(service, "messaging.outbox.size")).isEqualTo(1));
			await().untilAsserted(() -> assertThat(gauge(service, "messaging.outbox.age")).isBetween(0.3, 60.0));
			connection.rollback();
			await().untilAsserted(() -> assertThat(gauge(service, "messaging.outbox.size")).isZero());
			await().untilAsserted(() -> assertThat(gauge(service, "messaging.outbox.age")).isZero());
		}
	}

	@Test
	void theRelayGoesOnAfterTheDatabaseWasAway(CapturedOutput output) throws Exception {
		var service = instance("database-away", "--spring.datasource.hikari.maximum-pool-size=2",
				"--spring.datasource.hikari.connection-timeout=5000", "--messaging.outbox.poll-interval=50ms",
				"--messaging.metrics.interval=100ms");
		try (TestTopic topic = TestTopic.create("outbox-database-away", 1)) {
			DataSource pool = service.getBean(DataSource.class);
			try (var first = pool.getConnection(); var last = pool.getConnection()) {
				await().until(() -> output.getAll().contains("Outbox waits and tries again"));
				await().untilAsserted(() -> assertThat(gauge(service, "messaging.outbox.size")).isNaN());
			}

			transaction(service)
				.executeWithoutResult((status) -> outbox(service).append(topic.name(), "key", happened("a", 1)));

			await().untilAsserted(() -> assertThat(topic.content()).hasSize(1));
		}
	}

	/**
	 * Two instances, eight writers: each write goes through either instance, so either
	 * relay may carry any key. Each key's numbers are counted up under the lock of its
	 * row, as an aggregate would be.
	 */
	@Test
	void twoInstancesKeepTheEventsOfEachKeyInOrder() throws Exception {
		int keys = 40;
		int eventsPerKey = 50;
		var one = instance("instance-one", "--messaging.outbox.batch-size=20");
		var two = instance("instance-two", "--messaging.outbox.batch-size=20");
		IntStream.range(0, keys)
			.forEach((key) -> one.getBean(JdbcTemplate.class).update("insert into thing values (?, 0)", "key-" + key));
		try (TestTopic topic = TestTopic.create("outbox-two-instances", 6);
				ExecutorService writers = Executors.newFixedThreadPool(8)) {
			List<Callable<Void>> writes = new ArrayList<>();
			for (int write = 0; write < keys * eventsPerKey; write++) {
				String key = "key-" + (write * 7) % keys;
				var service = (write % 2 == 0) ? one : two;
				writes.add(() -> {
					countUpAndAppend(service, topic.name(), key);
					return null;
				});
			}

			for (Future<Void> written : writers.invokeAll(writes)) {
				written.get();
			}
			await().untilAsserted(() -> assertThat(eventsIn(one)).isZero());

			Map<String, List<Integer>> published = new HashMap<>();
			Set<String> relays = new HashSet<>();
			for (ConsumerRecord<byte[], byte[]> record : topic.content()) {
				relays.add(CloudEvent.readFrom(record.headers()).source());
				published.computeIfAbsent(new String(record.key(), UTF_8), (key) -> new ArrayList<>())
					.add(topic.decode(record).getNumber());
			}
			assertThat(relays).containsExactlyInAnyOrder("/instance-one", "/instance-two");
			assertThat(published).hasSize(keys);
			assertThat(published.values()).allSatisfy((numbers) -> assertThat(numbers)
				.isEqualTo(IntStream.rangeClosed(1, eventsPerKey).boxed().toList()));
		}
	}

	private static void countUpAndAppend(ConfigurableApplicationContext service, String topic, String key) {
		transaction(service).executeWithoutResult((status) -> {
			Integer number = service.getBean(JdbcTemplate.class)
				.queryForObject("update thing set number = number + 1 where name = ? returning number", Integer.class,
						key);
			outbox(service).append(topic, key, happened(key, number));
		});
	}

	private ConfigurableApplicationContext instance(String name, String... arguments) {
		List<String> all = new ArrayList<>(List.of(arguments));
		all.add("--spring.application.name=" + name);
		all.add("--spring.datasource.url=" + TestPlatform.jdbcUrl("orders"));
		all.add("--spring.datasource.username=orders");
		all.add("--spring.datasource.password=orders");
		all.add("--spring.kafka.bootstrap-servers=" + TestPlatform.bootstrapServers());
		all.add("--spring.kafka.properties.schema.registry.url=" + TestPlatform.registryUrl());
		ConfigurableApplicationContext context = SpringApplication.run(TestService.class, all.toArray(String[]::new));
		this.instances.add(context);
		return context;
	}

	private static ThingHappened happened(String thing, int number) {
		return new ThingHappened(thing, number, null);
	}

	private static Outbox outbox(ConfigurableApplicationContext service) {
		return service.getBean(Outbox.class);
	}

	private static TransactionTemplate transaction(ConfigurableApplicationContext service) {
		return new TransactionTemplate(service.getBean(PlatformTransactionManager.class));
	}

	/** Sooner than the pool gives up: a gauge does not ask the database. */
	private static double gauge(ConfigurableApplicationContext service, String name) {
		return assertTimeout(Duration.ofSeconds(2),
				() -> service.getBean(MeterRegistry.class).get(name).gauge().value());
	}

	private static int eventsIn(ConfigurableApplicationContext service) {
		return service.getBean(JdbcTemplate.class).queryForObject("select count(*) from outbox", Integer.class);
	}

}
