package pizzashop.kitchen.sales;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.LongFunction;
import java.util.stream.Collectors;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.kstream.Windowed;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.WindowStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pizzashop.contracts.EventCatalogue;
import pizzashop.contracts.Topics;
import pizzashop.events.CookingStarted;
import pizzashop.events.OrderCancelled;
import pizzashop.events.OrderLine;
import pizzashop.events.OrderPlaced;
import pizzashop.events.OrderRejected;
import pizzashop.messaging.CloudEvent;
import pizzashop.messaging.EventSerializer;
import pizzashop.messaging.InvalidEventException;
import pizzashop.messaging.failure.FailureKind;
import pizzashop.messaging.failure.Failures;

/**
 * Makes tallies by pizza out of the events of orders. It keeps a tab of each order, so
 * each order counts once, however often its events are delivered or redriven; what was
 * sold goes into a till, which is emptied several times a second, as there are many
 * orders and few pizzas.
 */
class OrderCounter implements Processor<byte[], byte[], String, Tally> {

	/** How long the first sale is in the till: figures need not be newer. */
	static final Duration UNTIL_TILL_IS_EMPTIED = Duration.ofMillis(250);

	/** Until every event of the order would come too late to count once more. */
	static final Duration CLOSED_TAB_IS_KEPT = Duration.ofMinutes(10);

	/** As long as a dead letter may wait before the order is cooked and still counts. */
	static final Duration OPEN_TAB_IS_KEPT = Duration.ofDays(1);

	private static final Duration CLEANING = Duration.ofMinutes(1);

	private static final Set<String> TYPES = List
		.of(OrderPlaced.class, CookingStarted.class, OrderRejected.class, OrderCancelled.class)
		.stream()
		.map((type) -> EventCatalogue.schemaOf(type).getFullName())
		.collect(Collectors.toUnmodifiableSet());

	private static final Logger log = LoggerFactory.getLogger(OrderCounter.class);

	private final String tabStore;

	private final String tillStore;

	private final EventSerializer serializer;

	private final Failures failures;

	private final Counter unreadable;

	@SuppressWarnings("NullAway.Init") // by init
	private ProcessorContext<String, Tally> context;

	@SuppressWarnings("NullAway.Init") // by init
	private KeyValueStore<UUID, Tab> tabs;

	@SuppressWarnings("NullAway.Init") // by init
	private WindowStore<String, Tally> till;

	/** Null when the till is empty. */
	private @Nullable Cancellable emptying;

	/**
	 * @param tabStore the name of the store of tabs, by order
	 * @param tillStore the name of the store of what was sold, by pizza and minute
	 */
	OrderCounter(String tabStore, String tillStore, EventSerializer serializer, Failures failures,
			MeterRegistry meters) {
		this.tabStore = tabStore;
		this.tillStore = tillStore;
		this.serializer = serializer;
		this.failures = failures;
		this.unreadable = Counter.builder("kitchen.sales.skipped")
			.description("Records that do not count as sales because they can't be read")
			.tag("reason", "unreadable")
			.register(meters);
	}

	@Override
	public void init(ProcessorContext<String, Tally> context) {
		this.context = context;
		this.tabs = context.getStateStore(this.tabStore);
		this.till = context.getStateStore(this.tillStore);
		scheduleEmptying(); // of what was in the till when another instance ended
		context.schedule(CLEANING, PunctuationType.WALL_CLOCK_TIME, this::forget);
	}

	@Override
	public void process(Record<byte[], byte[]> record) {
		String type = CloudEvent.typeOf(record.headers());
		if (type == null || !TYPES.contains(type)) {
			return;
		}
		switch (read(record)) {
			case OrderPlaced placed -> open(placed, record.timestamp());
			case CookingStarted started -> close(started.getOrderId(), Tally::ofCooked, record.timestamp());
			case OrderRejected rejected -> close(rejected.getOrderId(), Tally::ofRejected, record.timestamp());
			case OrderCancelled cancelled -> close(cancelled.getOrderId(), null, record.timestamp());
			case null, default -> {
			}
		}
	}

	/** Null when it can't be read: a dead letter of the kitchen's listener tells more. */
	private @Nullable SpecificRecord read(Record<byte[], byte[]> record) {
		try {
			if (record.value() == null) {
				throw new InvalidEventException("The record has no value");
			}
			return this.serializer.deserialize(Topics.PIZZA_ORDERS, record.value());
		}
		catch (RuntimeException ex) {
			if (this.failures.kindOf(ex) == FailureKind.OUTAGE) {
				throw ex;
			}
			log.debug("Not counted, not readable key={}", record.key(), ex);
			this.unreadable.increment();
			return null;
		}
	}

	private void open(OrderPlaced placed, long at) {
		if (this.tabs.get(placed.getOrderId()) != null) {
			return;
		}
		Map<String, Integer> pizzas = placed.getLines()
			.stream()
			.collect(Collectors.toMap(OrderLine::getPizza, OrderLine::getQuantity, Integer::sum, TreeMap::new));
		this.tabs.put(placed.getOrderId(), Tab.open(pizzas, at));
		sold(pizzas, Tally::ofOrdered, at);
	}

	/**
	 * @param counted as what, or null when it just ends
	 */
	private void close(UUID order, @Nullable LongFunction<Tally> counted, long at) {
		Tab tab = this.tabs.get(order);
		if (tab == null || tab.closed()) {
			return;
		}
		this.tabs.put(order, Tab.closed(at));
		if (counted != null) {
			sold(tab.pizzas(), counted, at);
		}
	}

	private void sold(Map<String, Integer> pizzas, LongFunction<Tally> counted, long at) {
		long minute = at - at % PizzaMinute.LENGTH.toMillis();
		pizzas.forEach((pizza, quantity) -> {
			Tally before = this.till.fetch(pizza, minute);
			this.till.put(pizza, counted.apply(quantity).plus((before != null) ? before : Tally.NOTHING), minute);
		});
		if (this.emptying == null) {
			scheduleEmptying();
		}
	}

	/** Once, as each time costs a commit, even with nothing in the till. */
	private void scheduleEmptying() {
		this.emptying = this.context.schedule(UNTIL_TILL_IS_EMPTIED, PunctuationType.WALL_CLOCK_TIME, this::emptyTill);
	}

	private void emptyTill(long now) {
		if (this.emptying != null) {
			this.emptying.cancel();
			this.emptying = null;
		}
		List<KeyValue<Windowed<String>, Tally>> sold = new ArrayList<>();
		try (KeyValueIterator<Windowed<String>, Tally> all = this.till.all()) {
			all.forEachRemaining(sold::add);
		}
		for (KeyValue<Windowed<String>, Tally> entry : sold) {
			String pizza = entry.key.key();
			long minute = entry.key.window().start();
			this.context.forward(new Record<>(pizza, entry.value, minute));
			this.till.put(pizza, null, minute);
		}
	}

	private void forget(long now) {
		try (KeyValueIterator<UUID, Tab> all = this.tabs.all()) {
			while (all.hasNext()) {
				KeyValue<UUID, Tab> entry = all.next();
				Duration kept = entry.value.closed() ? CLOSED_TAB_IS_KEPT : OPEN_TAB_IS_KEPT;
				if (entry.value.changedAt() < now - kept.toMillis()) {
					this.tabs.delete(entry.key);
				}
			}
		}
	}

}
