package pizzashop.systemtests;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import pizzashop.contracts.Topics;
import pizzashop.platform.Service;
import pizzashop.platform.ServiceInstance;
import pizzashop.platform.check.CheckResult;
import pizzashop.platform.process.ChildProcess;
import pizzashop.platform.records.TopicReader;
import pizzashop.systemtests.load.ConfirmedOrder;
import pizzashop.systemtests.load.StrictCustomers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class BadRecordsIT {

	/** Where the bad ones are: at the head, in the middle and at the end of each. */
	private static final List<Integer> PARTITIONS = List.of(1, 4, 7, 10);

	private static final int GOOD_ORDERS_BETWEEN = 2;

	private final RunningShop shop = RunningShop.get();

	private final StrictCustomers customers = new StrictCustomers("bad-records", this.shop.balancerOf(Service.ORDER));

	private final List<Planted> planted = new ArrayList<>();

	/** A bad record, and where it stands. */
	private record Planted(BadRecord record, String key, RecordMetadata place) {

		TopicPartition partition() {
			return new TopicPartition(this.place.topic(), this.place.partition());
		}

		/** Not where a group has committed nothing of the partition yet. */
		boolean isPassed(Map<TopicPartition, OffsetAndMetadata> committed) {
			OffsetAndMetadata next = committed.get(partition());
			return next != null && next.offset() > this.place.offset();
		}

	}

	@Test
	void everyKindOfBadRecordBecomesADeadLetterAndNoGoodOneIsTakenAlong() throws Exception {
		try (OrdersTopic topic = new OrdersTopic(this.shop);
				KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
						Map.of("bootstrap.servers", this.shop.infrastructure().bootstrapServers()),
						new ByteArraySerializer(), new ByteArraySerializer())) {
			List<BadRecord> kinds = everyKind(topic);
			inOneBatch(() -> {
				plant(kinds, 0, producer);
				placeGoodOrders(topic);
				plant(kinds, 1, producer);
				placeGoodOrders(topic);
				plant(kinds, 2, producer);
			});
		}

		List<ConfirmedOrder> orders = this.customers.confirmed();
		assertThat(new Endings(this.shop, orders).await(ofMinutes(1)).pending()).isEmpty();
		awaitConsumed();
		Map<String, List<ConsumerRecord<byte[], byte[]>>> letters = lettersByKey();
		assertThat(this.planted).allSatisfy((bad) -> checkLetters(bad, letters.getOrDefault(bad.key(), List.of())));
		Told.line("Put " + this.planted.size() + " bad records between " + orders.size() + " good orders: "
				+ this.planted.stream().mapToInt((bad) -> letters.getOrDefault(bad.key(), List.of()).size()).sum()
				+ " dead letters, " + orders.size() + " orders at their end");
		assertThat(this.shop.check(orders)).matches(CheckResult::holds);
	}

	/** Made from the events of an order that is through. */
	private List<BadRecord> everyKind(OrdersTopic topic) {
		this.customers.place();
		assertThat(new Endings(this.shop, this.customers.confirmed()).await(ofMinutes(1)).pending()).isEmpty();
		String order = this.customers.confirmed().getFirst().id();
		return BadRecord.everyKind(topic, topic.eventOf(order, "OrderPlaced"), topic.eventOf(order, "OrderReady"));
	}

	/**
	 * While the consumers are frozen everything piles up, and each finds it all at once.
	 */
	private void inOneBatch(Runnable production) throws InterruptedException {
		List<ChildProcess> consumers = Stream.of(Service.KITCHEN, Service.NOTIFICATION)
			.flatMap((service) -> this.shop.instances(service).stream())
			.map(ServiceInstance::process)
			.toList();
		try {
			consumers.forEach(ChildProcess::freeze);
			// What they asked for before is answered after half a second, with nothing.
			// Nobody can see that from here.
			TimeUnit.SECONDS.sleep(1);
			production.run();
			assertNothingConsumed();
		}
		finally {
			consumers.forEach(ChildProcess::thaw);
		}
	}

	/** So what comes of it is one batch, as far as a batch holds it. */
	private void assertNothingConsumed() {
		for (Service service : List.of(Service.KITCHEN, Service.NOTIFICATION)) {
			Map<TopicPartition, OffsetAndMetadata> committed = committedBy(service);
			assertThat(this.planted).isNotEmpty().noneMatch((bad) -> bad.isPassed(committed));
		}
	}

	/** Each kind, over all the partitions, and each time onto another one. */
	private void plant(List<BadRecord> kinds, int turn, KafkaProducer<byte[], byte[]> producer) {
		for (int number = 0; number < kinds.size(); number++) {
			BadRecord bad = kinds.get(number).again();
			String key = "planted-" + UUID.randomUUID();
			this.shop.plant(key);
			ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(Topics.PIZZA_ORDERS,
					PARTITIONS.get((number + turn) % PARTITIONS.size()), key.getBytes(UTF_8), bad.value());
			bad.headers().forEach((name, value) -> record.headers().add(name, value.getBytes(UTF_8)));
			try {
				this.planted.add(new Planted(bad, key, producer.send(record).get(30, TimeUnit.SECONDS)));
			}
			catch (Exception ex) {
				throw new IllegalStateException("Kafka did not take " + bad.kind(), ex);
			}
		}
	}

	/** Until each of the partitions has some, and all of them are on the topic. */
	private void placeGoodOrders(OrdersTopic topic) {
		int before = this.customers.confirmed().size();
		while (!areAmongAll(before, topic)) {
			for (int number = 0; number < Topics.PARTITIONS; number++) {
				this.customers.place();
			}
			await().atMost(ofSeconds(30))
				.until(() -> topic.orders().keySet().containsAll(ids(this.customers.confirmed())));
		}
	}

	private boolean areAmongAll(int before, OrdersTopic topic) {
		List<ConfirmedOrder> orders = this.customers.confirmed();
		Map<String, Integer> partitions = topic.orders();
		List<Integer> reached = ids(orders.subList(before, orders.size())).stream().map(partitions::get).toList();
		return PARTITIONS.stream()
			.allMatch((partition) -> Collections.frequency(reached, partition) >= GOOD_ORDERS_BETWEEN);
	}

	private static List<String> ids(List<ConfirmedOrder> orders) {
		return orders.stream().map(ConfirmedOrder::id).toList();
	}

	/** Until every group is past the last bad record. */
	private void awaitConsumed() {
		for (Service service : Service.values()) {
			await().atMost(ofMinutes(1)).untilAsserted(() -> {
				Map<TopicPartition, OffsetAndMetadata> committed = committedBy(service);
				assertThat(this.planted).allMatch((bad) -> bad.isPassed(committed));
			});
		}
	}

	private Map<TopicPartition, OffsetAndMetadata> committedBy(Service service) {
		try (Admin admin = Admin.create(Map.of("bootstrap.servers", this.shop.infrastructure().bootstrapServers()))) {
			return admin.listConsumerGroupOffsets(service.processName())
				.partitionsToOffsetAndMetadata()
				.get(30, TimeUnit.SECONDS);
		}
		catch (InterruptedException | ExecutionException | TimeoutException ex) {
			throw new IllegalStateException("Kafka did not tell the offsets of " + service.processName(), ex);
		}
	}

	private Map<String, List<ConsumerRecord<byte[], byte[]>>> lettersByKey() {
		Map<String, List<ConsumerRecord<byte[], byte[]>>> letters = new HashMap<>();
		try (TopicReader<ConsumerRecord<byte[], byte[]>> reader = new TopicReader<>(
				this.shop.infrastructure().bootstrapServers(), Topics.ORDERS_DLQ, Function.identity())) {
			reader.readToEnd()
				.forEach(
						(letter) -> letters.computeIfAbsent(new String(letter.key(), UTF_8), (key) -> new ArrayList<>())
							.add(letter));
		}
		return letters;
	}

	private static void checkLetters(Planted bad, Collection<ConsumerRecord<byte[], byte[]>> letters) {
		String kind = bad.record().kind();
		assertThat(letters).as(kind)
			.extracting((letter) -> header(letter.headers(), "dlq_group"))
			.containsExactlyInAnyOrderElementsOf(bad.record().groups());
		assertThat(letters).as(kind).allSatisfy((letter) -> {
			assertThat(letter.value()).isEqualTo(bad.record().value());
			assertThat(letter.partition()).isEqualTo(bad.place().partition());
			assertThat(original(letter.headers())).isEqualTo(bad.record().headers());
			assertThat(header(letter.headers(), "dlq_topic")).isEqualTo(Topics.PIZZA_ORDERS);
			assertThat(header(letter.headers(), "dlq_partition")).isEqualTo("" + bad.place().partition());
			assertThat(header(letter.headers(), "dlq_offset")).isEqualTo("" + bad.place().offset());
			assertThat(header(letter.headers(), "dlq_attempts")).isEqualTo("1");
			assertThat(List.of("dlq_timestamp", "dlq_failed_at", "dlq_exception", "dlq_message", "dlq_causes"))
				.allSatisfy((name) -> assertThat(header(letter.headers(), name)).isNotEmpty());
		});
	}

	private static Map<String, String> original(Headers headers) {
		return Arrays.stream(headers.toArray())
			.filter((header) -> !header.key().startsWith("dlq_"))
			.collect(Collectors.toMap(Header::key, (header) -> new String(header.value(), UTF_8)));
	}

	private static @Nullable String header(Headers headers, String name) {
		Header header = headers.lastHeader(name);
		return (header != null) ? new String(header.value(), UTF_8) : null;
	}

}
