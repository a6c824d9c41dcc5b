package pizzashop.order.groupcommit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Predicate;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pizzashop.messaging.BatchPause;
import pizzashop.messaging.failure.FailureKind;
import pizzashop.messaging.failure.Failures;

import org.springframework.transaction.support.TransactionOperations;

/**
 * Commits in one transaction what is handed over while the one before is under way, as
 * databases do with their log: a commit costs the same for one and for many. The more
 * were in a batch, the longer the next one lets others come, as long as they do and until
 * as many are there as fit; what comes when nothing did is committed at once.
 *
 * @param <T> a piece of work
 * @param <R> what comes of it
 */
public final class GroupCommit<T, R> implements AutoCloseable {

	private static final Logger log = LoggerFactory.getLogger(GroupCommit.class);

	/**
	 * When nobody came for this many times as long as each took to come before, nobody is
	 * waited for.
	 */
	private static final int SILENCE = 4;

	/** How often within the longest wait it is looked who waits too long. */
	private static final int TICKS = 10;

	private final BlockingQueue<Handover<T, R>> queue;

	private final GroupCommitProperties properties;

	private final TransactionOperations transaction;

	private final Failures failures;

	private final Function<List<T>, List<R>> effect;

	/** A platform thread: a virtual one would be parked and woken at each statement. */
	private final ExecutorService committer;

	/** One for all who wait: a timer of each would wake another thread twice an order. */
	private final ScheduledExecutorService clock;

	private final AtomicBoolean called = new AtomicBoolean();

	/** When the last batch was taken ({@link System#nanoTime()}). */
	private long takenAt = System.nanoTime();

	/** Who lets others come, if anyone. */
	private volatile @Nullable Thread pausing;

	private final Counter refused;

	GroupCommit(String name, GroupCommitProperties properties, TransactionOperations transaction, Failures failures,
			MeterRegistry meters, Function<List<T>, List<R>> effect) {
		this.queue = new ArrayBlockingQueue<>(properties.mostWaiting());
		this.properties = properties;
		this.transaction = transaction;
		this.failures = failures;
		this.effect = effect;
		this.committer = Executors.newSingleThreadExecutor(Thread.ofPlatform().name(name).factory());
		this.clock = Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().name(name + "-clock").factory());
		Gauge.builder(name + ".waiting", this.queue, Queue::size)
			.description("What waits to be committed")
			.register(meters);
		this.refused = Counter.builder(name + ".refused")
			.description("What was refused because more came than could be committed")
			.register(meters);
		long tick = properties.longestWait().toNanos() / TICKS;
		ScheduledFuture<?> unused = this.clock.scheduleWithFixedDelay(this::refuseWhoWaitedTooLong, tick, tick,
				TimeUnit.NANOSECONDS);
	}

	/**
	 * Has a piece of work done, and returns when it is committed.
	 * @throws OverloadedException when as much waits as may, its turn did not come in
	 * time, or nothing is committed any more: then it is not done
	 */
	public R commit(T work) {
		try {
			Handover<T, R> handover = new Handover<>(work);
			if (!this.queue.offer(handover)) {
				throw new OverloadedException("As much waits as may wait");
			}
			if (isFull()) {
				LockSupport.unpark(this.pausing);
			}
			if (this.called.compareAndSet(false, true)) {
				callTheCommitter();
			}
			return handover.await();
		}
		catch (OverloadedException ex) {
			this.refused.increment();
			throw ex;
		}
	}

	private void callTheCommitter() {
		try {
			this.committer.execute(this::commitAllThatWaits);
		}
		catch (RejectedExecutionException ex) { // it is closing
			this.called.set(false);
			refuseAll();
		}
	}

	private void refuseWhoWaitedTooLong() {
		refuse((first) -> first.hasWaitedFor(this.properties.longestWait()), "Its turn did not come in time");
	}

	/** From who came first on, as long as they are to be. */
	private void refuse(Predicate<Handover<T, R>> isToBe, String reason) {
		for (Handover<T, R> first = this.queue.peek(); first != null && isToBe.test(first); first = this.queue.peek()) {
			if (first.take()) {
				first.fail(new OverloadedException(reason));
			}
			this.queue.remove(first);
		}
	}

	private void refuseAll() {
		refuse((first) -> true, "Nothing is committed any more");
	}

	/** Whoever comes from now on calls again: what is to come is not to be missed. */
	private void commitAllThatWaits() {
		this.called.set(false);
		while (!this.queue.isEmpty()) {
			long now = System.nanoTime();
			long nanosToCome = now - this.takenAt;
			this.takenAt = now;
			List<Handover<T, R>> batch = new ArrayList<>();
			this.queue.drainTo(batch, this.properties.largestBatch());
			batch.removeIf((handover) -> !handover.take());
			if (!batch.isEmpty()) {
				commitTogether(batch);
				letOthersCome(BatchPause.after(batch.size(), this.properties.largestBatch()),
						SILENCE * nanosToCome / batch.size());
			}
		}
	}

	/**
	 * Lets others come as long as they do. Who sends the next piece of work only when the
	 * one before is done does not come any more once all of them wait.
	 */
	private void letOthersCome(Duration pause, long longestSilenceNanos) {
		this.pausing = Thread.currentThread();
		int waited = 0;
		long now = System.nanoTime();
		long cameAt = now;
		for (long until = now + pause.toNanos(); now - until < 0 && !isFull(); now = System.nanoTime()) {
			int waiting = this.queue.size();
			if (waiting > waited) {
				waited = waiting;
				cameAt = now;
			}
			else if (waiting > 0 && now - cameAt >= longestSilenceNanos) {
				break;
			}
			LockSupport.parkNanos(this, Math.min(until - now, longestSilenceNanos));
		}
		this.pausing = null;
	}

	private boolean isFull() {
		return this.queue.size() >= Math.min(this.properties.mostWaiting(), this.properties.largestBatch());
	}

	private void commitTogether(List<Handover<T, R>> batch) {
		try {
			commit(batch);
		}
		catch (RuntimeException | Error ex) {
			if (batch.size() == 1 || isOutage(ex)) {
				fail(batch, ex);
			}
			else {
				log.debug("Transaction rolled back, going one by one size={}", batch.size(), ex);
				commitEach(batch);
			}
		}
	}

	/** So that what fails does not take its neighbours along, unless it is an outage. */
	private void commitEach(List<Handover<T, R>> batch) {
		for (int i = 0; i < batch.size(); i++) {
			try {
				commit(batch.subList(i, i + 1));
			}
			catch (RuntimeException | Error ex) {
				if (isOutage(ex)) {
					fail(batch.subList(i, batch.size()), ex);
					return;
				}
				fail(batch.subList(i, i + 1), ex);
			}
		}
	}

	/**
	 * In an outage nobody waits in line, and nothing is tried again: who loses the answer
	 * to a commit does not know what came of it.
	 */
	private boolean isOutage(Throwable failure) {
		return this.failures.kindOf(failure) == FailureKind.OUTAGE;
	}

	private void fail(List<Handover<T, R>> batch, Throwable failure) {
		batch.forEach((handover) -> handover.fail(failure));
	}

	private void commit(List<Handover<T, R>> batch) {
		List<R> results = Objects.requireNonNull(
				this.transaction.execute((status) -> this.effect.apply(batch.stream().map(Handover::work).toList())));
		for (int i = 0; i < batch.size(); i++) {
			batch.get(i).complete(results.get(i));
		}
	}

	/** Waits until all that was handed over is committed, or refused. */
	@Override
	public void close() {
		this.committer.close();
		this.clock.close();
		// it may have been called and not come
		this.called.set(false);
		refuseAll();
	}

}
