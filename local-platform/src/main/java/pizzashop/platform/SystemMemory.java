package pizzashop.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** How much memory the whole system takes. */
public final class SystemMemory {

	private static final String SHARE = "Pss:";

	private SystemMemory() {
	}

	/**
	 * The megabytes that this JVM and all its descendants take at this moment, what they
	 * share counted once; empty where the operating system does not tell, as only Linux
	 * does.
	 */
	public static OptionalLong megabytes() {
		ProcessHandle launcher = ProcessHandle.current();
		if (!Files.isReadable(shares(launcher))) {
			return OptionalLong.empty();
		}
		long kilobytes = Stream.concat(Stream.of(launcher), launcher.descendants())
			.mapToLong(SystemMemory::kilobytes)
			.sum();
		return OptionalLong.of(kilobytes / 1024);
	}

	/** A process that has just ended takes none. */
	private static long kilobytes(ProcessHandle process) {
		try {
			return Files.readAllLines(shares(process))
				.stream()
				.filter((line) -> line.startsWith(SHARE))
				.mapToLong((line) -> Long.parseLong(line.substring(SHARE.length()).replace("kB", "").trim()))
				.sum();
		}
		catch (IOException ex) {
			return 0;
		}
	}

	private static Path shares(ProcessHandle process) {
		return Path.of("/proc", Long.toString(process.pid()), "smaps_rollup");
	}

}
