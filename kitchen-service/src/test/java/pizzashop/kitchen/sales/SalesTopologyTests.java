package pizzashop.kitchen.sales;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pizzashop.contracts.EventCatalogue;
import pizzashop.contracts.Topics;
import pizzashop.events.CookingStarted;
import pizzashop.events.Customer;
import pizzashop.events.OrderCancelled;
import pizzashop.events.OrderLine;
import pizzashop.events.OrderPlaced;
import pizzashop.events.OrderReady;
import pizzashop.events.OrderRejected;
import pizzashop.messaging.CloudEvent;
import pizzashop.messaging.EventSerializer;
import pizzashop.messaging.failure.Failures;
import pizzashop.messaging.failure.Redrive;

import org.springframework.kafka.support.serializer.JacksonJsonDeserializer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class SalesTopologyTests {

	private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");

	private static final String FIGURES_TOPIC = "sales-figures";

	private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

	private final SmallRegistry registry = new SmallRegistry();

	private final EventSerializer serializer = new EventSerializer(Map.of("schema.registry.url", this.registry.url()));

	/** Long after all that happens here. */
	private final Clock clock = Clock.offset(Clock.systemUTC(), Duration.ofDays(100_000));

	private TopologyTestDriver driver = open(this.clock);

	private TestInputTopic<byte[], byte[]> topic;

	@BeforeEach
	void openTopic() {
		input();
	}

	@AfterEach
	void close() {
		this.driver.close();
		this.serializer.close();
		this.registry.close();
	}

	private TopologyTestDriver open(Clock clock) {
		return open(clock, 0);
	}

	private TopologyTestDriver open(Clock clock, long cacheBytes) {
		Properties properties = new Properties();
		properties.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, cacheBytes);
		return new TopologyTestDriver(
				new SalesTopology(this.serializer, new Failures(List.of()), this.meters, clock).build(FIGURES_TOPIC),
				properties, NOON);
	}

	private void input() {
		this.topic = this.driver.createInputTopic(Topics.PIZZA_ORDERS, new ByteArraySerializer(),
				new ByteArraySerializer());
	}

	@Test
	void pizzasAreCountedByTypeAndByWhatBecameOfThem() {
		OrderPlaced cooked = placed(2, "Margherita", "Funghi");
		OrderPlaced rejected = placed(1, "Hawaiian");

		publish(cooked, NOON);
		publish(rejected, NOON.plusSeconds(1));
		publish(started(cooked), NOON.plusSeconds(2));
		publish(rejected(rejected), NOON.plusSeconds(2));
		publish(new OrderReady(cooked.getOrderId(), NOON.plusSeconds(30)), NOON.plusSeconds(30));

		assertThat(figures()).containsExactlyInAnyOrder(minute("Margherita", NOON, 2, 2, 0),
				minute("Funghi", NOON, 2, 2, 0), minute("Hawaiian", NOON, 1, 0, 1));
	}

	@Test
	void theSamePizzaOnTwoLinesIsOnePizza() {
		publish(placed(2, "Margherita", "Margherita"), NOON);

		assertThat(figures()).containsExactly(minute("Margherita", NOON, 4, 0, 0));
	}

	@Test
	void eachMinuteHasItsOwnFigures() {
		publish(placed(1, "Margherita"), NOON.plusMillis(59_999));
		OrderPlaced next = placed(3, "Margherita");
		publish(next, NOON.plusSeconds(60));
		publish(started(next), NOON.plusSeconds(125));

		assertThat(figures()).containsExactlyInAnyOrder(minute("Margherita", NOON, 1, 0, 0),
				minute("Margherita", NOON.plusSeconds(60), 3, 0, 0),
				minute("Margherita", NOON.plusSeconds(120), 0, 3, 0));
	}

	@Test
	void theTimeOfTheEventCountsAndNotThatOfItsRecord() {
		OrderPlaced placed = placed(1, "Margherita");

		this.topic.pipeInput(new TestRecord<>(keyOf(placed), bytesOf(placed), headersOf(placed, NOON),
				NOON.plus(Duration.ofHours(1))));

		assertThat(figures()).containsExactly(minute("Margherita", NOON, 1, 0, 0));
	}

	@Test
	void anEventFromTheFutureDoesNotMakeTheOthersLate() {
		this.driver.close();
		this.driver = open(Clock.fixed(NOON, ZoneOffset.UTC));
		input();

		publish(placed(1, "Margherita"), NOON.plus(Duration.ofDays(365)));
		publish(placed(1, "Funghi"), NOON.minusSeconds(30));

		assertThat(figures()).containsExactlyInAnyOrder(minute("Margherita", NOON, 1, 0, 0),
				minute("Funghi", NOON.minusSeconds(60), 1, 0, 0));
	}

	@Test
	void whatIsDeliveredTwiceOrRedrivenCountsOnce() {
		OrderPlaced placed = placed(2, "Margherita");
		OrderPlaced rejected = placed(2, "Hawaiian");
		List<SpecificRecord> events = List.of(placed, rejected, started(placed), rejected(rejected));
		events.forEach((event) -> publish(event, NOON));

		events.forEach((event) -> publish(event, NOON));
		events.reversed().forEach((event) -> publish(event, NOON.plusSeconds(1)));
		events.forEach(this::redrive);

		assertThat(figures()).containsExactlyInAnyOrder(minute("Margherita", NOON, 2, 2, 0),
				minute("Hawaiian", NOON, 2, 0, 2));
	}

	/** There are many orders and few pizzas. */
	@ParameterizedTest
	@ValueSource(longs = { 0, 1_048_576 })
	void whatWasSoldOfAPizzaInAMomentIsToldAtOnce(long cacheBytes) {
		this.driver.close();
		this.driver = open(this.clock, cacheBytes);
		input();
		for (int order = 0; order < 100; order++) {
			OrderPlaced placed = placed(1, "Margherita", "Funghi");
			publish(placed, NOON);
			publish(started(placed), NOON.plusSeconds(1));
		}
		assertThat(told()).isEmpty();

		emptyTill();

		assertThat(told()).containsExactlyInAnyOrder(minute("Margherita", NOON, 100, 100, 0),
				minute("Funghi", NOON, 100, 100, 0));
		emptyTill();
		assertThat(told()).isEmpty();
	}

	@Test
	void aCancelledOrderWasOrderedAndNoMore() {
		OrderPlaced placed = placed(1, "Funghi");

		publish(placed, NOON);
		publish(new OrderCancelled(placed.getOrderId(), NOON), NOON);
		publish(placed, NOON);

		assertThat(figures()).containsExactly(minute("Funghi", NOON, 1, 0, 0));
	}

	@Test
	void whatComesLateCountsAsLongAsItsMinuteIsShown() {
		publish(placed(1, "Margherita"), NOON.plusSeconds(359));
		publish(placed(1, "Margherita"), NOON.plusSeconds(30));
		emptyTill();
		publish(placed(1, "Margherita"), NOON.plusSeconds(360));
		emptyTill();
		publish(placed(1, "Margherita"), NOON.plusSeconds(30));

		assertThat(figures()).contains(minute("Margherita", NOON, 1, 0, 0));
	}

	@Test
	void whatCannotBeReadIsSkippedAndCounted() {
		OrderPlaced placed = placed(1, "Margherita");
		Headers headers = headersOf(placed, NOON);

		this.topic.pipeInput(new TestRecord<>(keyOf(placed), "no Avro".getBytes(UTF_8), headers, NOON));
		this.topic.pipeInput(new TestRecord<>(keyOf(placed), null, headers, NOON));
		this.topic.pipeInput(new TestRecord<>(keyOf(placed), Arrays.copyOf(bytesOf(placed), 20), headers, NOON));
		publish(placed, NOON);

		assertThat(figures()).containsExactly(minute("Margherita", NOON, 1, 0, 0));
		assertThat(skipped()).isEqualTo(3);
	}

	@Test
	void aTypeThatIsNotKnownIsSkippedWithoutReadingIt() {
		Headers headers = new RecordHeaders();
		new CloudEvent(UUID.randomUUID(), "/order-service", "pizzashop.events.OrderFramed", NOON, null)
			.writeTo(headers);

		this.topic.pipeInput(new TestRecord<>(new byte[0], "who knows".getBytes(UTF_8), headers, NOON));
		this.topic.pipeInput(new TestRecord<>(new byte[0], "no event".getBytes(UTF_8), new RecordHeaders(), NOON));

		assertThat(figures()).isEmpty();
		assertThat(skipped()).isZero();
	}

	@Test
	void aRegistryThatDoesNotAnswerIsWaitedFor() {
		this.driver.close();
		try (EventSerializer away = new EventSerializer(
				Map.of("schema.registry.url", "http://127.0.0.1:1", "http.connect.timeout.ms", 100))) {
			this.driver = new TopologyTestDriver(
					new SalesTopology(away, new Failures(List.of()), this.meters, this.clock).build(FIGURES_TOPIC));
			input();

			assertThatExceptionOfType(StreamsException.class).isThrownBy(() -> publish(placed(1, "Margherita"), NOON));
		}
	}

	@Test
	void aClosedTabKeepsNothingOfItsOrder() {
		OrderPlaced closed = placed(1, "Margherita");
		publish(closed, NOON);
		publish(started(closed), NOON);

		assertThat(tabStore().get(closed.getOrderId())).isEqualTo(Tab.closed(NOON.toEpochMilli()));
	}

	@Test
	void aClosedTabIsForgottenWhenNothingOfItCouldCountAgain() {
		OrderPlaced closed = placed(1, "Margherita");
		publish(closed, NOON);
		publish(started(closed), NOON);

		this.driver.advanceWallClockTime(OrderCounter.CLOSED_TAB_IS_KEPT);
		assertThat(tabs()).isEqualTo(1);
		this.driver.advanceWallClockTime(Duration.ofMinutes(1));

		assertThat(tabs()).isZero();
	}

	@Test
	void anOrderThatWaitsForHoursIsCountedWhenItIsCooked() {
		OrderPlaced placed = placed(1, "Margherita");
		publish(placed, NOON);
		Duration hours = OrderCounter.OPEN_TAB_IS_KEPT.minusMinutes(1);
		this.driver.advanceWallClockTime(hours);

		publish(started(placed), NOON.plus(hours));

		assertThat(figures()).contains(minute("Margherita", NOON.plus(hours), 0, 1, 0));
	}

	@Test
	void whatNeverEndsIsForgottenAfterADay() {
		publish(placed(1, "Margherita"), NOON);

		this.driver.advanceWallClockTime(OrderCounter.OPEN_TAB_IS_KEPT.plusMinutes(1));

		assertThat(tabs()).isZero();
	}

	/** Or it would grow by each pizza and minute, for ever. */
	@Test
	void theTableOfFiguresDoesNotGrowWithTime() {
		for (int minute = 0; minute < 60; minute++) {
			publish(placed(1, "Margherita"), NOON.plus(Duration.ofMinutes(minute)));
			emptyTill();
		}

		assertThat(figures()).hasSize(10);
	}

	private static OrderPlaced placed(int quantity, String... pizzas) {
		BigDecimal price = new BigDecimal("8.50");
		return new OrderPlaced(UUID.randomUUID(), new Customer("Ada", "ada@example.com"),
				List.of(pizzas).stream().map((pizza) -> new OrderLine(pizza, quantity, price)).toList(), price, "EUR",
				NOON);
	}

	private static CookingStarted started(OrderPlaced placed) {
		return new CookingStarted(placed.getOrderId(), NOON, NOON);
	}

	private static OrderRejected rejected(OrderPlaced placed) {
		return new OrderRejected(placed.getOrderId(), "Pineapple: we have standards.", NOON);
	}

	private void publish(SpecificRecord event, Instant at) {
		this.topic.pipeInput(new TestRecord<>(keyOf(event), bytesOf(event), headersOf(event, at), at));
	}

	private void redrive(SpecificRecord event) {
		Headers headers = headersOf(event, NOON);
		new Redrive("notification-service", UUID.randomUUID(), 1).writeTo(headers);
		this.topic.pipeInput(new TestRecord<>(keyOf(event), bytesOf(event), headers, NOON.plusSeconds(3600)));
	}

	private static byte[] keyOf(SpecificRecord event) {
		return EventCatalogue.orderIdOf(event).toString().getBytes(UTF_8);
	}

	private byte[] bytesOf(SpecificRecord event) {
		return this.serializer.serialize(Topics.PIZZA_ORDERS, event);
	}

	private static Headers headersOf(SpecificRecord event, Instant at) {
		Headers headers = new RecordHeaders();
		new CloudEvent(UUID.randomUUID(), "/order-service", event.getSchema().getFullName(), at, null).writeTo(headers);
		return headers;
	}

	private static PizzaMinute minute(String pizza, Instant start, long ordered, long cooked, long rejected) {
		return new PizzaMinute(pizza, start, new Tally(ordered, cooked, rejected));
	}

	/** The figures that were published since the last look. */
	private List<PizzaMinute> told() {
		return this.driver
			.createOutputTopic(FIGURES_TOPIC, new StringDeserializer(),
					new JacksonJsonDeserializer<>(PizzaMinute.class, false))
			.readValuesToList();
	}

	private List<PizzaMinute> figures() {
		emptyTill();
		List<PizzaMinute> figures = new ArrayList<>();
		try (KeyValueIterator<String, PizzaMinute> all = this.driver
			.<String, PizzaMinute>getKeyValueStore(SalesTopology.FIGURES)
			.all()) {
			all.forEachRemaining((entry) -> figures.add(entry.value));
		}
		return figures;
	}

	private void emptyTill() {
		this.driver.advanceWallClockTime(OrderCounter.UNTIL_TILL_IS_EMPTIED);
	}

	private double skipped() {
		return this.meters.get("kitchen.sales.skipped").tag("reason", "unreadable").counter().count();
	}

	private long tabs() {
		return tabStore().approximateNumEntries();
	}

	private KeyValueStore<UUID, Tab> tabStore() {
		return this.driver.getKeyValueStore("tabs");
	}

}
