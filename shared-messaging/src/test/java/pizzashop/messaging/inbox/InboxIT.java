package pizzashop.messaging.inbox;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.micrometer.core.instrument.MeterRegistry;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pizzashop.messaging.Cleaning;
import pizzashop.messaging.TestService;
import pizzashop.messaging.TestTopic;
import pizzashop.messaging.failure.Redrive;
import pizzashop.messaging.health.ConsumersHealthIndicator;
import pizzashop.testplatform.TestPlatform;
import pizzashop.testplatform.WithTestPlatform;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.core.ConsumerPostProcessor;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.listener.MessageListenerContainer;
import org.springframework.util.ReflectionUtils;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@SpringBootTest(classes = TestService.class, properties = "test.topic=inbox-things")
@WithTestPlatform(database = "kitchen")
class InboxIT {

	private static final int ATTEMPTS = 4;

	private static TestTopic topic;

	private static TestTopic deadLetters;

	private int deadLettersBefore;

	@Autowired
	private TestService service;

	@Autowired
	private JdbcTemplate jdbc;

	@Autowired
	private KafkaListenerEndpointRegistry listeners;

	@Autowired
	private DefaultKafkaConsumerFactory<Object, Object> consumerFactory;

	@Autowired
	private MeterRegistry meters;

	@Autowired
	private Cleaning inboxCleaning;

	@Autowired
	private ConsumersHealthIndicator consumers;

	@BeforeAll
	static void createTopics() throws Exception {
		topic = TestTopic.create("inbox-things", 3);
		deadLetters = TestTopic.create("test-dlq", 3, Map.of("max.message.bytes", "2097152"));
	}

	@AfterAll
	static void close() {
		topic.close();
		deadLetters.close();
	}

	@BeforeEach
	void clear() {
		this.jdbc.update("delete from effect");
		this.deadLettersBefore = deadLetters.content().size();
	}

	@AfterEach
	void stopListening() {
		listener().stop();
	}

	@Test
	void aBatchWithBadRecordsLosesNothingAndBlocksNothing() throws Exception {
		List<ProducerRecord<byte[], byte[]>> bad = new ArrayList<>();
		List<ProducerRecord<byte[], byte[]>> all = new ArrayList<>();
		for (int partition = 0; partition < 3; partition++) {
			String key = "mixed-" + partition;
			byte[] good = topic.bytesOf(key, 0);
			byte[] truncated = Arrays.copyOf(good, good.length - 1);
			byte[] unknownSchema = good.clone();
			unknownSchema[1] = 99;
			var notAvro = topic.record(partition, key, "not Avro".getBytes(UTF_8), typeOfThings());
			var tooShort = topic.record(partition, key, new byte[1], typeOfThings());
			var empty = topic.record(partition, key, null, typeOfThings());
			var withoutIdentity = topic.event(partition, key, 0);
			withoutIdentity.headers().remove("ce_id");
			var cut = topic.record(partition, key, truncated, typeOfThings());
			var unknown = topic.record(partition, key, unknownSchema, typeOfThings());
			bad.addAll(List.of(notAvro, tooShort, empty, withoutIdentity, cut, unknown));
			all.addAll(List.of(notAvro, topic.event(partition, key, 1), tooShort, empty, topic.event(partition, key, 2),
					withoutIdentity, cut, topic.event(partition, key, 3), unknown));
		}
		topic.send(all);

		listener().start();

		await().untilAsserted(() -> assertThat(newDeadLetters()).hasSize(bad.size()));
		for (int partition = 0; partition < 3; partition++) {
			assertThat(numbersOf("mixed-" + partition)).containsExactly(1, 2, 3);
		}
		assertThat(this.service.largestBatch()).as("records in one batch").isGreaterThan(3);
		assertThat(newDeadLetters()).allSatisfy((letter) -> {
			assertThat(bad).anySatisfy((record) -> {
				assertThat(letter.partition()).isEqualTo(record.partition());
				assertThat(letter.key()).isEqualTo(record.key());
				assertThat(letter.value()).isEqualTo(record.value());
				assertThat(record.headers().toArray())
					.allSatisfy((header) -> assertThat(letter.headers()).contains(header));
			});
			Map<String, String> headers = textOf(letter);
			assertThat(headers).containsEntry("dlq_group", "messaging-test")
				.containsEntry("dlq_topic", "inbox-things")
				.containsEntry("dlq_partition", Integer.toString(letter.partition()))
				.containsEntry("dlq_attempts", "1")
				.containsKeys("dlq_offset", "dlq_timestamp", "dlq_failed_at", "dlq_exception", "dlq_message",
						"dlq_causes");
		});
	}

	@Test
	void anEventDeliveredTwiceTakesEffectOnce() throws Exception {
		var event = topic.event(0, "twice", 1);
		topic.send(List.of(event, event));
		listener().start();
		await().untilAsserted(() -> assertThat(numbersOf("twice")).containsExactly(1));

		topic.send(List.of(event, topic.event(0, "twice", 2)));

		await().untilAsserted(() -> assertThat(numbersOf("twice")).contains(2));
		assertThat(numbersOf("twice")).containsExactly(1, 2);
	}

	@Test
	void anEventOfAnUnknownTypeIsSkipped() throws Exception {
		topic.send(List.of(topic.record(0, "unknown", "of a later version".getBytes(UTF_8), "somebody.else.Happened"),
				topic.event(0, "unknown", 2)));

		listener().start();

		await().untilAsserted(() -> assertThat(numbersOf("unknown")).containsExactly(2));
		assertThat(newDeadLetters()).isEmpty();
	}

	@Test
	void aRecordRedrivenForAnotherGroupIsSkippedAndCounted() throws Exception {
		var elsewhere = topic.event(0, "redriven", 1);
		new Redrive("another-group", UUID.randomUUID(), 1).writeTo(elsewhere.headers());
		var here = topic.event(0, "redriven", 2);
		new Redrive("messaging-test", UUID.randomUUID(), 1).writeTo(here.headers());
		topic.send(List.of(elsewhere, here));
		double before = skippedForAnotherGroup();

		listener().start();

		await().untilAsserted(() -> assertThat(numbersOf("redriven")).containsExactly(2));
		assertThat(skippedForAnotherGroup()).isEqualTo(before + 1);
	}

	@Test
	void whatTheInboxNeedNotRememberIsDeletedInSmallBatches() {
		this.jdbc.update("delete from inbox");
		this.jdbc.update("""
				insert into inbox (event_id, received_at)
				select gen_random_uuid(), now() - interval '15 days' from generate_series(1, 2500)""");
		this.jdbc
			.update("insert into inbox (event_id, received_at) values (gen_random_uuid(), now() - interval '13 days')");

		this.inboxCleaning.clean();

		assertThat(this.jdbc.queryForObject("select count(*) from inbox", Integer.class)).isEqualTo(1);
	}

	@Test
	void aListenerThatWaitsForSomethingSaysSo() throws Exception {
		this.service.failOn("unhealthy", 8, () -> new DataAccessResourceFailureException("database away"));
		topic.send(List.of(topic.event(0, "unhealthy", 1)));

		listener().start();

		await().pollInterval(Duration.ofMillis(10)).untilAsserted(() -> {
			assertThat(this.consumers.health().getStatus()).isEqualTo(Status.DOWN);
			assertThat(this.consumers.health().getDetails().toString()).contains("database away");
		});
		await().untilAsserted(() -> assertThat(numbersOf("unhealthy")).containsExactly(1));
		await().untilAsserted(() -> assertThat(this.consumers.health().getStatus()).isEqualTo(Status.UP));
	}

	/**
	 * Another instance takes a partition over that this one waits with, gets past the
	 * record, and leaves: the partition comes back, and nothing of the old wait with it.
	 */
	@Test
	void aPartitionThatMovedAwayComesBackWithoutItsFailureAndItsPause() throws Exception {
		this.service.failOn("moving", Integer.MAX_VALUE, () -> new DataAccessResourceFailureException("database away"));
		topic.send(partitions().map((partition) -> topic.event(partition, "moving", partition)).toList());
		listener().start();
		await().untilAsserted(() -> assertThat(waitingPartitions()).isEqualTo(3));

		Set<Integer> taken = takeOverSomePartitionsForAWhile();

		await().untilAsserted(() -> assertThat(listener().getAssignedPartitions()).hasSize(3));
		this.service.failOn("moving", 0, IllegalStateException::new);
		await().untilAsserted(() -> assertThat(this.consumers.health().getStatus()).isEqualTo(Status.UP));
		assertThat(numbersOf("moving")).isNotEmpty().doesNotContainAnyElementsOf(taken);
		topic.send(partitions().map((partition) -> topic.event(partition, "after-moving", partition)).toList());
		await().untilAsserted(
				() -> assertThat(numbersOf("after-moving")).containsExactlyInAnyOrderElementsOf(partitions().toList()));
	}

	@Test
	void whatWasPolledAndDroppedBeforeTheListenerSawItComesAgain() throws Exception {
		topic.send(List.of(topic.event(0, "dropped", 1), topic.event(1, "dropped", 2)));
		AtomicInteger dropped = new AtomicInteger();
		ConsumerPostProcessor<Object, Object> dropping = (consumer) -> droppingItsFirstBatch(consumer, dropped);
		this.consumerFactory.addPostProcessor(dropping);

		try {
			listener().start();

			await().untilAsserted(() -> assertThat(numbersOf("dropped")).containsExactlyInAnyOrder(1, 2));
			assertThat(dropped).hasPositiveValue();
		}
		finally {
			this.consumerFactory.removePostProcessor(dropping);
		}
	}

	/** As a container does when a commit fails that it repeats after a poll. */
	@SuppressWarnings("unchecked")
	private static Consumer<Object, Object> droppingItsFirstBatch(Consumer<Object, Object> consumer,
			AtomicInteger dropped) {
		return (Consumer<Object, Object>) Proxy.newProxyInstance(Consumer.class.getClassLoader(),
				new Class<?>[] { Consumer.class }, (proxy, method, arguments) -> {
					Object result = ReflectionUtils.invokeMethod(method, consumer, arguments);
					if (result instanceof ConsumerRecords<?, ?> polled && !polled.isEmpty() && dropped.get() == 0) {
						dropped.set(polled.count());
						throw new IllegalStateException("Dropped " + dropped);
					}
					return result;
				});
	}

	@Test
	void aHandlerThatFailsForAWhileIsTriedAgainInItsPlace() throws Exception {
		this.service.failOn("jam", ATTEMPTS, () -> new IllegalStateException("jammed"));
		topic.send(List.of(topic.event(0, "before", 1), topic.event(0, "jam", 2), topic.event(0, "behind", 3)));

		listener().start();

		// A batch fails once as a whole before its records are tried one by one.
		await().untilAsserted(() -> assertThat(numbersOf("behind")).containsExactly(3));
		assertThat(this.jdbc.queryForList("select number from effect order by id", Integer.class)).containsExactly(1, 2,
				3);
		assertThat(newDeadLetters()).isEmpty();
	}

	/**
	 * While the record fails, others keep succeeding in another partition: they neither
	 * wait for it, nor make its attempts be forgotten.
	 */
	@Test
	void aHandlerThatKeepsFailingBecomesADeadLetterWhileOtherPartitionsGoOn() throws Exception {
		this.service.failOn("broken", Integer.MAX_VALUE, () -> new IllegalStateException("broken for good"));
		listener().start();
		topic.send(List.of(topic.event(0, "broken", 1), topic.event(0, "behind-broken", 2)));
		int sent = 0;
		List<Integer> aside = new ArrayList<>();

		while (newDeadLetters().isEmpty()) {
			int next = ++sent;
			topic.send(List.of(topic.event(1, "aside", next)));
			aside.add(next);
			await().untilAsserted(() -> assertThat(numbersOf("aside")).contains(next));
		}

		assertThat(aside.size()).as("events processed aside before the letter").isGreaterThan(1);
		assertThat(textOf(newDeadLetters().getFirst())).containsEntry("dlq_attempts", Integer.toString(ATTEMPTS))
			.containsEntry("dlq_exception", "java.lang.IllegalStateException")
			.containsEntry("dlq_message", "broken for good");
		await().untilAsserted(() -> assertThat(numbersOf("behind-broken")).containsExactly(2));
		assertThat(numbersOf("aside")).isEqualTo(aside);
		assertThat(newDeadLetters()).hasSize(1);
	}

	@Test
	void anOutageIsWaitedForAndLeavesNoDeadLetter() throws Exception {
		this.service.failOn("outage", 3 * ATTEMPTS, () -> new DataAccessResourceFailureException("database away"));
		topic.send(List.of(topic.event(0, "outage", 1), topic.event(1, "elsewhere", 2)));

		listener().start();

		await().untilAsserted(() -> assertThat(numbersOf("outage")).containsExactly(1));
		await().untilAsserted(() -> assertThat(numbersOf("elsewhere")).containsExactly(2));
		assertThat(newDeadLetters()).isEmpty();
	}

	@Test
	void anOutageDoesNotUseUpTheAttempts() throws Exception {
		AtomicInteger failures = new AtomicInteger();
		this.service.failOn("outage-then-jam", 4 * ATTEMPTS, () -> (failures.incrementAndGet() <= 4 * ATTEMPTS - 2)
				? new DataAccessResourceFailureException("away") : new IllegalStateException("jammed"));
		topic.send(List.of(topic.event(0, "outage-then-jam", 1)));

		listener().start();

		await().untilAsserted(() -> assertThat(numbersOf("outage-then-jam")).containsExactly(1));
		assertThat(failures).hasValue(4 * ATTEMPTS);
		assertThat(newDeadLetters()).isEmpty();
	}

	@Test
	void aConnectionThatTheDatabaseCutsWithinATransactionIsAnOutage() throws Exception {
		this.service.failOn("cut", 3 * ATTEMPTS, () -> {
			this.jdbc.execute("select pg_terminate_backend(pg_backend_pid())");
			return new IllegalStateException("The connection was not cut");
		});
		topic.send(List.of(topic.event(0, "cut", 1)));

		listener().start();

		await().untilAsserted(() -> assertThat(numbersOf("cut")).containsExactly(1));
		assertThat(newDeadLetters()).isEmpty();
	}

	@Test
	void aBadRecordAsLargeAsAnyBecomesADeadLetter() throws Exception {
		var largest = topic.record(0, "large", new byte[1_048_000], typeOfThings());
		topic.send(List.of(largest, topic.event(0, "behind-large", 1)));

		listener().start();

		await().untilAsserted(() -> assertThat(numbersOf("behind-large")).containsExactly(1));
		await().untilAsserted(() -> assertThat(newDeadLetters()).hasSize(1));
		assertThat(newDeadLetters().getFirst().value()).hasSize(1_048_000);
	}

	@Test
	void theTraceOfAnEventGoesOnInItsHandler() throws Exception {
		var event = topic.event(0, "traced", 1);
		event.headers().add("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01".getBytes(UTF_8));
		topic.send(List.of(event));

		listener().start();

		await().untilAsserted(() -> assertThat(numbersOf("traced")).containsExactly(1));
		assertThat(this.jdbc.queryForObject("select traceid from effect where thing = 'traced'", String.class))
			.isEqualTo("0af7651916cd43dd8448eb211c80319c");
	}

	private static Stream<Integer> partitions() {
		return Stream.of(0, 1, 2);
	}

	private int waitingPartitions() {
		return (this.consumers.health().getDetails().get("waiting") instanceof Map<?, ?> waiting) ? waiting.size() : 0;
	}

	/**
	 * As another instance of the service, which reads to the end and commits.
	 * @return which partitions it got
	 */
	private static Set<Integer> takeOverSomePartitionsForAWhile() {
		try (KafkaConsumer<byte[], byte[]> other = new KafkaConsumer<>(
				Map.of("bootstrap.servers", TestPlatform.bootstrapServers(), "group.id", "messaging-test",
						"auto.offset.reset", "earliest", "enable.auto.commit", "false", "partition.assignment.strategy",
						CooperativeStickyAssignor.class.getName(), "key.deserializer", ByteArrayDeserializer.class,
						"value.deserializer", ByteArrayDeserializer.class))) {
			other.subscribe(List.of(topic.name()));
			await().until(() -> {
				other.poll(Duration.ofMillis(100));
				return !other.assignment().isEmpty();
			});
			other.seekToEnd(other.assignment());
			other.assignment().forEach(other::position);
			other.commitSync();
			return other.assignment().stream().map(TopicPartition::partition).collect(Collectors.toSet());
		}
	}

	private double skippedForAnotherGroup() {
		return this.meters.counter("messaging.inbox.skipped", "reason", "other-group").count();
	}

	private MessageListenerContainer listener() {
		return this.listeners.getListenerContainer("things");
	}

	private List<Integer> numbersOf(String thing) {
		return this.jdbc.queryForList("select number from effect where thing = ? order by id", Integer.class, thing);
	}

	private List<ConsumerRecord<byte[], byte[]>> newDeadLetters() {
		List<ConsumerRecord<byte[], byte[]>> all = deadLetters.content();
		all.sort(Comparator.comparingLong(ConsumerRecord::timestamp));
		return all.subList(this.deadLettersBefore, all.size());
	}

	private static Map<String, String> textOf(ConsumerRecord<byte[], byte[]> letter) {
		Map<String, String> text = new HashMap<>();
		for (Header header : letter.headers()) {
			text.put(header.key(), new String(header.value(), UTF_8));
		}
		return text;
	}

	private static String typeOfThings() {
		return "pizzashop.messaging.test.ThingHappened";
	}

}
