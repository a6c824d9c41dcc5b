package pizzashop.platform.process;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Starts processes side by side and reports on the way. */
public final class ParallelStart {

	private static final Duration REPORT_INTERVAL = Duration.ofSeconds(1);

	private ParallelStart() {
	}

	/**
	 * Returns when all are ready.
	 * @throws PlatformException of the first process that failed; the others may still be
	 * on their way, and the caller stops them
	 */
	public static void of(List<ChildProcess> processes, Progress progress) {
		long begin = System.nanoTime();
		ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
		try {
			List<Starting> pending = new ArrayList<>();
			processes.forEach((process) -> pending.add(new Starting(process.name(), executor.submit(() -> {
				long started = System.nanoTime();
				process.start();
				progress.ready(process, Duration.ofNanos(System.nanoTime() - started));
			}))));
			long nextReport = begin + REPORT_INTERVAL.toNanos();
			while (!pending.isEmpty()) {
				pending.removeIf(Starting::isReady);
				if (!pending.isEmpty() && System.nanoTime() - nextReport >= 0) {
					progress.waiting(pending.stream().map(Starting::name).toList(),
							Duration.ofNanos(System.nanoTime() - begin));
					nextReport += REPORT_INTERVAL.toNanos();
				}
			}
		}
		finally {
			executor.shutdownNow();
		}
	}

	private record Starting(String name, Future<?> future) {

		boolean isReady() {
			try {
				this.future.get(50, TimeUnit.MILLISECONDS);
				return true;
			}
			catch (TimeoutException ex) {
				return false;
			}
			catch (ExecutionException ex) {
				throw (ex.getCause() instanceof PlatformException failure) ? failure
						: new PlatformException(name() + " did not start: " + ex.getCause() + ".", ex);
			}
			catch (InterruptedException ex) {
				throw PlatformException.interrupted("Starting " + name());
			}
		}

	}

}
