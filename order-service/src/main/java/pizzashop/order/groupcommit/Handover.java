package pizzashop.order.groupcommit;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/** A piece of work on its way from who wants it done to who does it. */
final class Handover<T, R> {

	private final T work;

	/** Either it is taken to be done, or its owner has taken it back: never both. */
	private final AtomicBoolean taken = new AtomicBoolean();

	private final CompletableFuture<R> result = new CompletableFuture<>();

	Handover(T work) {
		this.work = work;
	}

	T work() {
		return this.work;
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
	 * Waits for the result: once the work is taken, however long that takes.
	 * @throws OverloadedException when it is not taken in time, and will not be any more
	 */
	R await(Duration untilTaken) {
		try {
			return getWithin(untilTaken);
		}
		catch (ExecutionException ex) {
			throw (ex.getCause() instanceof RuntimeException failure) ? failure : new IllegalStateException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("Interrupted while waiting for a commit", ex);
		}
	}

	private R getWithin(Duration untilTaken) throws ExecutionException, InterruptedException {
		try {
			return this.result.get(untilTaken.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (TimeoutException ex) {
			if (take()) {
				throw new OverloadedException("Its turn did not come in time");
			}
			return this.result.get();
		}
	}

}
