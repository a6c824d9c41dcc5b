package pizzashop.order.groupcommit;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/** A piece of work on its way from who wants it done to who does it. */
final class Handover<T, R> {

	private final T work;

	private final long since = System.nanoTime();

	/** Either it is taken to be done, or to be refused: never both. */
	private final AtomicBoolean taken = new AtomicBoolean();

	private final CompletableFuture<R> result = new CompletableFuture<>();

	Handover(T work) {
		this.work = work;
	}

	T work() {
		return this.work;
	}

	boolean hasWaitedFor(Duration duration) {
		return System.nanoTime() - this.since >= duration.toNanos();
	}

	boolean take() {
		return this.taken.compareAndSet(false, true);
	}

	void complete(R result) {
		this.result.complete(result);
	}

	void fail(Throwable failure) {
		this.result.completeExceptionally(failure);
	}

	/**
	 * Waits for the result.
	 * @throws OverloadedException when it was refused
	 */
	R await() {
		try {
			return this.result.get();
		}
		catch (ExecutionException ex) {
			throw (ex.getCause() instanceof RuntimeException failure) ? failure : new IllegalStateException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("Interrupted while waiting for a commit", ex);
		}
	}

}
