package pizzashop.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The machine that the figures hold for. */
public record Machine(int cores, String processor, long memoryMegabytes, String system, String java) {

	private static final String UNKNOWN = "unknown";

	/** This one, as far as it tells. */
	public static Machine current() {
		return new Machine(Runtime.getRuntime().availableProcessors(), line(Path.of("/proc/cpuinfo"), "model name"),
				megabytes(line(Path.of("/proc/meminfo"), "MemTotal")),
				System.getProperty("os.name") + " " + System.getProperty("os.version"),
				System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"));
	}

	/** Only Linux keeps these files. */
	private static String line(Path file, String name) {
		try (Stream<String> lines = Files.lines(file)) {
			return lines.filter((line) -> line.startsWith(name))
				.findFirst()
				.map((line) -> line.substring(line.indexOf(':') + 1).strip())
				.orElse(UNKNOWN);
		}
		catch (IOException ex) {
			return UNKNOWN;
		}
	}

	private static long megabytes(String kilobytes) {
		return kilobytes.equals(UNKNOWN) ? 0 : Long.parseLong(kilobytes.replace("kB", "").strip()) / 1024;
	}

}
