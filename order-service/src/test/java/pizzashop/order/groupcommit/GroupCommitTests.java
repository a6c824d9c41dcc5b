package pizzashop.order.groupcommit;

import java.time.Duration;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import pizzashop.messaging.failure.Failures;

import org.springframework.transaction.support.TransactionOperations;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class GroupCommitTests {

	private static final int LARGEST_BATCH = 20;

	/** After one piece of work less than fit. */
	private static final Duration PAUSE = ofMillis(2 * (LARGEST_BATCH - 1));

	/** So that nobody may come for longer than the pause. */
	private static final Duration THAT_CAME_SLOWLY = PAUSE.multipliedBy(6);

	private record Batch(int size, long startedAt, long endedAt) {
	}

	private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

	/** Each lets one batch be committed. */
	private final Semaphore permits = new Semaphore(0);

	private final AtomicInteger begun = new AtomicInteger();

	private final Deque<Batch> batches = new ConcurrentLinkedDeque<>();

	private final GroupCommit<Integer, Integer> groupCommit = new GroupCommit<>("test",
			new GroupCommitProperties(2 * LARGEST_BATCH, Duration.ofMinutes(1), LARGEST_BATCH),
			TransactionOperations.withoutTransaction(), new Failures(List.of()), this.meters, this::doubled);

	private final GroupCommit<Integer, Integer> impatient = new GroupCommit<>("impatient",
			new GroupCommitProperties(LARGEST_BATCH, ofMillis(500), LARGEST_BATCH),
			TransactionOperations.withoutTransaction(), new Failures(List.of()), this.meters, this::doubled);

	private final ExecutorService customers = Executors.newVirtualThreadPerTaskExecutor();

	@AfterEach
	void close() {
		this.permits.release(1000);
		this.customers.close();
		this.groupCommit.close();
		this.impatient.close();
	}

	@Test
	void eachHearsWhatCameOfItsOwn() {
		this.permits.release(2);

		assertThat(this.groupCommit.commit(21)).isEqualTo(42);
		assertThat(this.groupCommit.commit(4)).isEqualTo(8);
	}

	@Test
	void whatComesWhileOneIsUnderWaySharesTheNext() {
		handOver(1);
		awaitBegun(1);
		handOver(7);
		awaitWaiting(7);

		this.permits.release(2);

		await().untilAsserted(() -> assertThat(this.batches).extracting(Batch::size).containsExactly(1, 7));
	}

	@Test
	void whoseTurnDoesNotComeInTimeIsRefusedAndWillNotBeDone() {
		Future<Integer> first = this.customers.submit(() -> this.impatient.commit(1));
		awaitBegun(1);

		Future<Integer> second = this.customers.submit(() -> this.impatient.commit(2));

		assertThat(second).failsWithin(ofSeconds(10))
			.withThrowableThat()
			.withCauseInstanceOf(OverloadedException.class);
		assertThat(this.meters.get("impatient.refused").counter().count()).isOne();
		this.permits.release(2);
		assertThat(first).succeedsWithin(ofSeconds(10)).isEqualTo(2);
		assertThat(this.impatient.commit(3)).isEqualTo(6);
		assertThat(this.batches).extracting(Batch::size).containsExactly(1, 1);
	}

	@Test
	void whatComesAfterTheEndIsRefused() {
		this.groupCommit.close();

		Future<Integer> late = this.customers.submit(() -> this.groupCommit.commit(1));

		assertThat(late).failsWithin(ofSeconds(10)).withThrowableThat().withCauseInstanceOf(OverloadedException.class);
	}

	@Test
	void afterALargeBatchOthersAreLetCome() {
		commitAllButOneOfABatch(THAT_CAME_SLOWLY, 0);

		assertThat(pauseAfterIt()).isGreaterThanOrEqualTo(PAUSE);
	}

	@Test
	void othersAreLetComeOnlyUntilAsManyWaitAsFit() {
		awaitOnceTheMachineLetsUs(() -> {
			commitAllButOneOfABatch(THAT_CAME_SLOWLY, LARGEST_BATCH - 1);
			return pauseAfterIt().compareTo(PAUSE) < 0;
		});
	}

	@Test
	void whoDoesNotComeIsNotWaitedFor() {
		awaitOnceTheMachineLetsUs(() -> {
			commitAllButOneOfABatch(Duration.ZERO, 0);
			return pauseAfterIt().compareTo(PAUSE) < 0;
		});
	}

	/**
	 * Commits one less than fit into a batch, while another one comes.
	 * @param apart how long they take to come, at least
	 * @param after how many come soon after
	 */
	private void commitAllButOneOfABatch(Duration apart, int after) {
		this.batches.clear();
		this.begun.set(0);
		this.permits.drainPermits();
		long startedAt = System.nanoTime();
		handOver(1);
		awaitBegun(1);
		handOver(LARGEST_BATCH - 1);
		awaitWaiting(LARGEST_BATCH - 1);
		await().pollDelay(Duration.ZERO).until(() -> System.nanoTime() - startedAt >= apart.toNanos());
		this.permits.release();
		awaitBegun(2);
		handOver(1);
		awaitWaiting(1);
		this.permits.release(LARGEST_BATCH);
		handOver(after);
		await().pollInterval(ofMillis(1))
			.until(() -> this.batches.stream().mapToInt(Batch::size).sum() == LARGEST_BATCH + 1 + after);
		assertThat(this.batches.stream().limit(2)).extracting(Batch::size).containsExactly(1, LARGEST_BATCH - 1);
	}

	private Duration pauseAfterIt() {
		List<Batch> all = List.copyOf(this.batches);
		return Duration.ofNanos(all.get(2).startedAt() - all.get(1).endedAt());
	}

	/** Another process may take the processor at the wrong moment. */
	private static void awaitOnceTheMachineLetsUs(Callable<Boolean> attempt) {
		await().pollDelay(Duration.ZERO).until(attempt);
	}

	private void handOver(int count) {
		for (int i = 0; i < count; i++) {
			this.customers.execute(() -> this.groupCommit.commit(1));
		}
	}

	private void awaitBegun(int count) {
		await().pollInterval(ofMillis(1)).until(() -> this.begun.get() == count);
	}

	private void awaitWaiting(int count) {
		await().pollInterval(ofMillis(1)).until(() -> this.meters.get("test.waiting").gauge().value() == count);
	}

	private List<Integer> doubled(List<Integer> works) {
		long startedAt = System.nanoTime();
		this.begun.incrementAndGet();
		this.permits.acquireUninterruptibly();
		this.batches.add(new Batch(works.size(), startedAt, System.nanoTime()));
		return works.stream().map((work) -> 2 * work).toList();
	}

}
