package pizzashop.kitchen.sales;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.apache.kafka.common.Metric;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;

/**
 * Runs the topology, from when the kitchen is ready until it ends. Whatever fails is
 * tried again: nothing in the kitchen waits for it.
 */
class SalesStreams implements AutoCloseable {

	private static final Duration PAUSE = Duration.ofSeconds(2);

	private static final Duration CLOSING = Duration.ofSeconds(10);

	private static final Logger log = LoggerFactory.getLogger(SalesStreams.class);

	private final FiguresTopic figures;

	private final SalesTopology topology;

	private final Properties properties;

	private final Clock clock;

	private final CountDownLatch closed = new CountDownLatch(1);

	/** Of the present streams: they broke for good, or shall end. */
	private volatile CountDownLatch ended = new CountDownLatch(0);

	private final Thread thread = Thread.ofPlatform().daemon().name("sales").unstarted(this::run);

	private volatile @Nullable KafkaStreams streams;

	private volatile @Nullable Failure failure;

	/**
	 * @param properties of Kafka Streams
	 */
	SalesStreams(FiguresTopic figures, SalesTopology topology, Properties properties, Clock clock) {
		this.figures = figures;
		this.topology = topology;
		this.properties = properties;
		this.clock = clock;
	}

	/** What went wrong first, and is not well yet. */
	record Failure(Instant since, Throwable cause) {
	}

	@EventListener(ApplicationReadyEvent.class)
	void start() {
		this.thread.start();
	}

	private void run() {
		try {
			do {
				runOnce();
			}
			while (!this.closed.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/** Until it breaks for good, or is closed. */
	private void runOnce() throws InterruptedException {
		try {
			this.figures.create();
			CountDownLatch end = new CountDownLatch(1);
			this.ended = end;
			KafkaStreams started = new KafkaStreams(this.topology.build(this.figures.name()), this.properties);
			try {
				started.setUncaughtExceptionHandler(this::onFailedThread);
				started.setStateListener((state, before) -> {
					switch (state) {
						case RUNNING -> recovered();
						case ERROR -> end.countDown();
						default -> {
						}
					}
				});
				this.streams = started;
				started.start();
				if (this.closed.getCount() > 0) {
					end.await();
				}
			}
			finally {
				// Whoever leaves lets the others take over at once.
				started.close(CloseOptions.timeout(CLOSING)
					.withGroupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP));
				this.streams = null;
			}
		}
		catch (RuntimeException ex) {
			failed(ex);
		}
	}

	/** On the thread that failed, which is replaced when this returns. */
	private StreamThreadExceptionResponse onFailedThread(Throwable cause) {
		failed(cause);
		try {
			return this.closed.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)
					? StreamThreadExceptionResponse.SHUTDOWN_CLIENT : StreamThreadExceptionResponse.REPLACE_THREAD;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
		}
	}

	private void failed(Throwable cause) {
		if (this.failure == null) {
			log.warn("Sales are not counted, trying again cause=\"{}\"", cause.toString());
			this.failure = new Failure(this.clock.instant(), cause);
		}
		log.debug("Sales are not counted", cause);
	}

	private void recovered() {
		if (this.failure != null) {
			log.info("Sales are counted again");
			this.failure = null;
		}
	}

	/** Empty when all is well. */
	Optional<Failure> failure() {
		return Optional.ofNullable(this.failure);
	}

	/** Whether it has come as far as to read orders. */
	boolean isRunning() {
		KafkaStreams current = this.streams;
		return current != null && current.state().isRunningOrRebalancing();
	}

	/** Without a broker it polls in vain, and does not fail. */
	boolean isConnected() {
		KafkaStreams current = this.streams;
		return current != null && current.metrics()
			.entrySet()
			.stream()
			.filter((entry) -> entry.getKey().name().equals("connection-count")
					&& entry.getKey().group().equals("consumer-metrics"))
			.map((entry) -> (Metric) entry.getValue())
			.anyMatch((metric) -> metric.metricValue() instanceof Number count && count.doubleValue() > 0);
	}

	/** The figures of all instances; empty until they are read. */
	Optional<List<PizzaMinute>> figures() {
		KafkaStreams current = this.streams;
		if (current == null) {
			return Optional.empty();
		}
		try {
			ReadOnlyKeyValueStore<String, PizzaMinute> table = current.store(
					StoreQueryParameters.fromNameAndType(SalesTopology.FIGURES, QueryableStoreTypes.keyValueStore()));
			List<PizzaMinute> figures = new ArrayList<>();
			try (KeyValueIterator<String, PizzaMinute> all = table.all()) {
				all.forEachRemaining((entry) -> figures.add(entry.value));
			}
			return Optional.of(figures);
		}
		catch (InvalidStateStoreException ex) {
			log.debug("No figures", ex);
			return Optional.empty();
		}
	}

	@Override
	public void close() throws InterruptedException {
		this.closed.countDown();
		this.ended.countDown();
		if (this.streams == null) {
			// it waits for Kafka
			this.thread.interrupt();
		}
		if (this.thread.isAlive()) {
			this.thread.join(CLOSING.toMillis());
		}
	}

}
