package pizzashop.platform.process;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/** Stops processes side by side. */
public final class ParallelStop {

	private ParallelStop() {
	}

	/**
	 * Closes every process, also when closing another fails, and returns when all are
	 * done.
	 * @throws PlatformException about each that failed
	 */
	public static void of(List<ChildProcess> processes) {
		List<PlatformException> failures = processes.parallelStream()
			.map(ParallelStop::failureOf)
			.flatMap(Stream::ofNullable)
			.toList();
		if (!failures.isEmpty()) {
			PlatformException failure = new PlatformException(String.join("\n",
					failures.stream().map(PlatformException::getMessage).filter(Objects::nonNull).toList()));
			failures.forEach(failure::addSuppressed);
			throw failure;
		}
	}

	private static @Nullable PlatformException failureOf(ChildProcess process) {
		try {
			process.close();
			return null;
		}
		catch (PlatformException ex) {
			return ex;
		}
		catch (RuntimeException ex) {
			return new PlatformException("Cannot stop " + process.name() + ": " + ex + ".", ex);
		}
	}

}
