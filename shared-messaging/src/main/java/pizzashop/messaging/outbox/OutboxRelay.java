package pizzashop.messaging.outbox;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pizzashop.messaging.BatchPause;
import pizzashop.messaging.CloudEvent;
import pizzashop.messaging.tracing.EventTracing;
import pizzashop.messaging.tracing.Publishing;

import org.springframework.context.SmartLifecycle;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.transaction.support.TransactionTemplate;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Brings what was committed to Kafka. Any number of instances may run: each takes the
 * outbox partitions that it was told of by locking their rows, so the events of one key
 * are in one relay's hands at a time and leave in the order of their ids. A commit wakes
 * it; the poll is only the safety net for events whose instance died.
 * <p>
 * Every attempt starts at the oldest event not yet acknowledged and sends in order. When
 * an attempt is given up, the next one repeats it from the same place: a consumer may see
 * an event again, but never for the first time out of order.
 */
public class OutboxRelay implements SmartLifecycle {

	/** Another relay holds the partition just for one batch: look again soon. */
	private static final Duration SHORT_PAUSE = Duration.ofMillis(5);

	private static final Duration LONGEST_SHORT_PAUSE = Duration.ofMillis(40);

	private static final Duration PAUSE_AFTER_FAILURE = Duration.ofMillis(100);

	private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

	private static final Duration TIME_TO_FINISH = Duration.ofSeconds(5);

	private static final Logger log = LoggerFactory.getLogger(OutboxRelay.class);

	/** For what the relay waits, and since when. */
	public record Waiting(Instant since, String cause) {
	}

	/** What is left to do in which partitions, and how many events were sent. */
	private record Round(BitSet remaining, int sent) {
	}

	private final OutboxTable table;

	private final TransactionTemplate transaction;

	private final KafkaTemplate<byte[], byte[]> kafka;

	private final String source;

	private final EventTracing tracing;

	private final OutboxProperties properties;

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition work = this.lock.newCondition();

	private final BitSet announced = new BitSet(OutboxEvent.PARTITIONS);

	private @Nullable Thread thread;

	private volatile boolean running;

	private volatile @Nullable Waiting waiting;

	/**
	 * @param source of the events, in CloudEvents' sense: the service's name with a slash
	 * before it
	 */
	public OutboxRelay(OutboxTable table, TransactionTemplate transaction, KafkaTemplate<byte[], byte[]> kafka,
			String source, EventTracing tracing, OutboxProperties properties) {
		this.table = table;
		this.transaction = transaction;
		this.kafka = kafka;
		this.source = source;
		this.tracing = tracing;
		this.properties = properties;
	}

	/** Tells that events of these outbox partitions were committed. Returns at once. */
	void wake(BitSet partitions) {
		this.lock.lock();
		try {
			this.announced.or(partitions);
			this.work.signal();
		}
		finally {
			this.lock.unlock();
		}
	}

	private void run() {
		Duration pause = Duration.ZERO;
		while (this.running) {
			try {
				pause = relay(awaitWork(pause), pause);
			}
			catch (InterruptedException ex) {
				return;
			}
		}
	}

	/**
	 * @return how long to pause before the next attempt
	 */
	private Duration relay(BitSet announced, Duration lastPause) throws InterruptedException {
		try {
			BitSet wanted = announced.isEmpty() ? this.table.waiting() : announced;
			if (wanted.isEmpty()) {
				this.waiting = null;
				return Duration.ZERO;
			}
			Round round = Objects.requireNonNull(this.transaction.execute((status) -> relay(wanted)));
			this.waiting = null;
			wake(round.remaining());
			pause(BatchPause.after(round.sent(), this.properties.batchSize()));
			return (round.sent() > 0 || round.remaining().isEmpty()) ? Duration.ZERO
					: longer(lastPause, SHORT_PAUSE, LONGEST_SHORT_PAUSE);
		}
		catch (RuntimeException | Error ex) { // whatever it was, events wait for the next
												// attempt
			wake(announced);
			Duration pause = longer(lastPause, PAUSE_AFTER_FAILURE, LONGEST_PAUSE);
			String cause = NestedExceptionUtils.getMostSpecificCause(ex).toString();
			Waiting before = this.waiting;
			this.waiting = new Waiting((before != null) ? before.since() : Instant.now(), cause);
			log.warn("Outbox waits and tries again pauseMs={} cause=\"{}\"", pause.toMillis(), cause);
			return pause;
		}
	}

	/**
	 * Waits for a commit, at most the poll interval. After a failure or a partition that
	 * was locked elsewhere it first pauses, commit or not.
	 * @return the partitions that were announced, none when the poll interval is over
	 */
	private BitSet awaitWork(Duration pause) throws InterruptedException {
		pause(pause);
		this.lock.lockInterruptibly();
		try {
			long left = this.properties.pollInterval().toNanos();
			while (this.announced.isEmpty() && left > 0 && this.running) {
				left = this.work.awaitNanos(left);
			}
			BitSet wanted = (BitSet) this.announced.clone();
			this.announced.clear();
			return wanted;
		}
		finally {
			this.lock.unlock();
		}
	}

	/** Whatever is committed meanwhile, unless it is to stop. */
	private void pause(Duration pause) throws InterruptedException {
		this.lock.lockInterruptibly();
		try {
			long left = pause.toNanos();
			while (left > 0 && this.running) {
				left = this.work.awaitNanos(left);
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	/** Sends the next batch of the partitions, within a transaction. */
	private Round relay(BitSet wanted) {
		BitSet locked = this.table.lock(wanted);
		List<OutboxTable.Row> batch = locked.isEmpty() ? List.of()
				: this.table.next(locked, this.properties.batchSize());
		if (!batch.isEmpty()) {
			send(batch);
			this.table.delete(batch);
		}
		BitSet remaining = (BitSet) wanted.clone();
		if (batch.size() < this.properties.batchSize()) {
			remaining.andNot(locked);
		}
		return new Round(remaining, batch.size());
	}

	private void send(List<OutboxTable.Row> batch) {
		List<CompletableFuture<?>> acknowledgements = new ArrayList<>(batch.size());
		try {
			for (OutboxTable.Row row : batch) {
				acknowledgements.add(send(row.event()));
			}
			CompletableFuture.allOf(acknowledgements.toArray(CompletableFuture[]::new))
				.get(this.properties.sendTimeout().toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("Interrupted while sending", ex);
		}
		catch (ExecutionException | TimeoutException | RuntimeException ex) {
			// What the producer still holds must not be sent after the next attempt has
			// begun.
			this.kafka.getProducerFactory().reset();
			throw new IllegalStateException("Kafka did not acknowledge a batch of " + batch.size() + " events", ex);
		}
	}

	private CompletableFuture<?> send(OutboxEvent event) {
		Publishing publishing = this.tracing.publishing(event.topic(), event.key(),
				new CloudEvent(event.id(), this.source, event.type(), event.time(), event.traceparent()));
		ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(event.topic(), event.key().getBytes(UTF_8),
				event.payload());
		publishing.event().writeTo(record.headers());
		try {
			return this.kafka.send(record).whenComplete(publishing::ended);
		}
		catch (RuntimeException ex) {
			publishing.ended(null, ex);
			throw ex;
		}
	}

	private static Duration longer(Duration pause, Duration shortest, Duration longest) {
		Duration next = pause.multipliedBy(2);
		if (next.compareTo(shortest) < 0) {
			return shortest;
		}
		return next.compareTo(longest) > 0 ? longest : next;
	}

	@Override
	public void start() {
		this.running = true;
		this.thread = Thread.ofPlatform().name("outbox-relay").start(this::run);
	}

	/** Lets the batch in hand finish, if Kafka is there to take it. */
	@Override
	public void stop() {
		this.running = false;
		wake(new BitSet());
		Thread relaying = this.thread;
		if (relaying == null) {
			return;
		}
		try {
			if (!relaying.join(TIME_TO_FINISH)) {
				relaying.interrupt();
				relaying.join(TIME_TO_FINISH);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/**
	 * Starts before and stops after whatever appends: the web server and the listeners.
	 */
	@Override
	public int getPhase() {
		return 0;
	}

	/** For what it waits, null when it gets on. */
	public @Nullable Waiting waiting() {
		return this.waiting;
	}

	/** Whether somebody relays. */
	public boolean isAlive() {
		Thread relaying = this.thread;
		return relaying != null && relaying.isAlive();
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

}
