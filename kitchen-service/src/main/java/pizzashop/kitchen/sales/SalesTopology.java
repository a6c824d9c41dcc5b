package pizzashop.kitchen.sales;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;

import io.micrometer.core.instrument.MeterRegistry;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.kstream.TimeWindows;
import org.apache.kafka.streams.kstream.Windowed;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowBytesStoreSupplier;
import org.apache.kafka.streams.state.WindowStore;
import pizzashop.contracts.Topics;
import pizzashop.messaging.EventSerializer;
import pizzashop.messaging.failure.Failures;

import org.springframework.kafka.support.serializer.JacksonJsonSerde;

/**
 * From the events of orders to what was sold of which pizza in which minute:
 *
 * <pre>
 * pizza-orders ─▶ tabs, by order ─▶ till, by pizza and minute
 *   ─▶ (by pizza) ─▶ windows of a minute ─▶ figures ─▶ table, on every instance
 * </pre>
 */
class SalesTopology {

	/** The figures, which every instance reads back whole. */
	static final String FIGURES = "figures";

	/**
	 * How late an event may come and still count: as long as its minute is shown. So an
	 * instance that has to catch up is not too late.
	 */
	static final Duration GRACE = Duration.ofMinutes(5);

	private static final Duration RETENTION = PizzaMinute.LENGTH.plus(GRACE);

	private static final String TABS = "tabs";

	private static final String TILL = "till";

	/** There are few pizzas. */
	private static final int PARTITIONS_BY_PIZZA = 3;

	/**
	 * What a restart has to read of a compacted topic is what compaction left and the
	 * segment that is being written: keep that one short.
	 */
	static final Map<String, String> SHORT_SEGMENTS = Map.of(TopicConfig.SEGMENT_BYTES_CONFIG, "4194304",
			TopicConfig.SEGMENT_MS_CONFIG, "600000", TopicConfig.DELETE_RETENTION_MS_CONFIG, "600000");

	private final EventSerializer serializer;

	private final Failures failures;

	private final MeterRegistry meters;

	private final Clock clock;

	SalesTopology(EventSerializer serializer, Failures failures, MeterRegistry meters, Clock clock) {
		this.serializer = serializer;
		this.failures = failures;
		this.meters = meters;
		this.clock = clock;
	}

	/**
	 * @param figures the topic of the figures, which has to exist
	 */
	Topology build(String figures) {
		StreamsBuilder builder = new StreamsBuilder();
		StoreBuilder<KeyValueStore<UUID, Tab>> tabs = Stores
			.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(TABS), Serdes.UUID(), json(Tab.class))
			.withLoggingEnabled(SHORT_SEGMENTS);
		builder.addStateStore(tabs);
		StoreBuilder<WindowStore<String, Tally>> till = Stores
			.windowStoreBuilder(minutes(TILL), Serdes.String(), json(Tally.class))
			// Else each pizza that goes into it would be a record of its changelog.
			.withCachingEnabled()
			.withLoggingEnabled(SHORT_SEGMENTS);
		builder.addStateStore(till);
		builder
			.stream(Topics.PIZZA_ORDERS,
					Consumed.with(Serdes.ByteArray(), Serdes.ByteArray())
						.withTimestampExtractor(new EventTime(this.clock))
						.withOffsetResetPolicy(AutoOffsetReset.earliest()))
			.process((ProcessorSupplier<byte[], byte[], String, Tally>) () -> new OrderCounter(TABS, TILL,
					this.serializer, this.failures, this.meters), TABS, TILL)
			.repartition(Repartitioned.with(Serdes.String(), json(Tally.class))
				.withName("tallies-by-pizza")
				.withNumberOfPartitions(PARTITIONS_BY_PIZZA))
			.groupByKey(Grouped.with(Serdes.String(), json(Tally.class)))
			.windowedBy(TimeWindows.ofSizeAndGrace(PizzaMinute.LENGTH, GRACE))
			.aggregate(() -> Tally.NOTHING, (pizza, sold, tally) -> tally.plus(sold),
					Materialized.<String, Tally>as(minutes("windows"))
						.withKeySerde(Serdes.String())
						.withValueSerde(json(Tally.class))
						.withLoggingEnabled(SHORT_SEGMENTS))
			.toStream()
			.map((window, tally) -> published(window, tally))
			.to(figures, Produced.with(Serdes.String(), json(PizzaMinute.class)));
		builder.globalTable(figures, Consumed.with(Serdes.String(), json(PizzaMinute.class)),
				Materialized.as(Stores.inMemoryKeyValueStore(FIGURES)));
		return builder.build();
	}

	private static KeyValue<String, PizzaMinute> published(Windowed<String> window, Tally tally) {
		PizzaMinute minute = new PizzaMinute(window.key(), window.window().startTime(), tally);
		return KeyValue.pair(minute.slot(), minute);
	}

	private static WindowBytesStoreSupplier minutes(String name) {
		return Stores.inMemoryWindowStore(name, RETENTION, PizzaMinute.LENGTH, false);
	}

	private static <T> Serde<T> json(Class<T> type) {
		return new JacksonJsonSerde<T>(type).noTypeInfo().ignoreTypeHeaders();
	}

}
