package pizzashop.systemtests.load;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

import org.jspecify.annotations.Nullable;

/**
 * A steady rate of requests, each on a thread of its own. It does not wait for answers,
 * as customers do not wait for each other, unless thousands are missing.
 */
public final class Load implements AutoCloseable {

	/** What bounds the memory when nothing is answered. */
	private static final int MOST_AT_ONCE = 4000;

	private final ExecutorService requests = Executors.newVirtualThreadPerTaskExecutor();

	private final Semaphore places = new Semaphore(MOST_AT_ONCE);

	private final Thread clock;

	private final AtomicReference<@Nullable Throwable> mistake = new AtomicReference<>();

	private volatile boolean running = true;

	private Load(int perSecond, List<Runnable> kinds) {
		this.clock = Thread.ofPlatform().name("load").start(() -> run(perSecond, kinds));
	}

	/**
	 * Begins.
	 * @param perSecond how many requests
	 * @param kinds the kinds of request, in turn
	 */
	public static Load start(int perSecond, Runnable... kinds) {
		return new Load(perSecond, List.of(kinds));
	}

	private void run(int perSecond, List<Runnable> kinds) {
		long interval = TimeUnit.SECONDS.toNanos(1) / perSecond;
		long due = System.nanoTime();
		for (int number = 0; this.running; number++) {
			Runnable request = kinds.get(number % kinds.size());
			this.places.acquireUninterruptibly();
			if (!this.running) {
				return;
			}
			this.requests.execute(() -> {
				try {
					request.run();
				}
				catch (RuntimeException | Error ex) {
					this.mistake.compareAndSet(null, ex);
				}
				finally {
					this.places.release();
				}
			});
			due += interval;
			for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
				LockSupport.parkNanos(left);
			}
		}
	}

	/**
	 * Sends no more requests, and waits until all are answered.
	 * @throws IllegalStateException when some are not, in time, or ended in a mistake of
	 * this very load
	 */
	public void finish(Duration atMost) {
		this.running = false;
		try {
			this.clock.join();
			this.requests.shutdown();
			if (!this.requests.awaitTermination(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
				throw new IllegalStateException((MOST_AT_ONCE - this.places.availablePermits())
						+ " requests were not answered within " + atMost.toSeconds() + " s");
			}
			if (this.mistake.get() != null) {
				throw new IllegalStateException("A request was not made as it should be", this.mistake.get());
			}
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException("Interrupted while requests were on their way", ex);
		}
	}

	/** Ends at once, whatever is on its way. */
	@Override
	public void close() {
		this.running = false;
		this.places.release(MOST_AT_ONCE);
		try {
			this.clock.join();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		this.requests.shutdownNow();
	}

}
