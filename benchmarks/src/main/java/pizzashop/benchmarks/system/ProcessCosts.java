package pizzashop.benchmarks.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import pizzashop.platform.process.ChildProcess;

/**
 * What each process of the system has cost by a certain moment, its child processes
 * included. Zero where the operating system does not tell, as only Linux does.
 *
 * @param byProcess by the process's name
 */
public record ProcessCosts(Map<String, Cost> byProcess) {

	/**
	 * The cost of a process.
	 *
	 * @param cpuMillis of processor time
	 * @param writtenBytes what it had written to the disk, as Linux counts it, or as it
	 * says itself
	 * @param residentMegabytes of memory, that which it shares with others counted by its
	 * share
	 */
	public record Cost(long cpuMillis, long writtenBytes, long residentMegabytes) {

		public static final Cost NONE = new Cost(0, 0, 0);

		Cost plus(Cost other) {
			return new Cost(this.cpuMillis + other.cpuMillis, this.writtenBytes + other.writtenBytes,
					this.residentMegabytes + other.residentMegabytes);
		}

		Cost since(Cost before) {
			return new Cost(this.cpuMillis - before.cpuMillis, this.writtenBytes - before.writtenBytes,
					this.residentMegabytes);
		}

	}

	/** A clock tick of Linux, in which it tells processor time. */
	private static final long MILLIS_PER_TICK = 10;

	/** Fields of /proc/PID/stat behind the name: the first of them is the state. */
	private static final int USER_TIME = 11;

	private static final int TIMES = 4;

	/** What the processes have cost by now. */
	static ProcessCosts of(List<ChildProcess> processes) {
		Map<String, Cost> costs = new LinkedHashMap<>();
		for (ChildProcess process : processes) {
			costs.put(process.name(),
					ProcessHandle.of(process.pid())
						.stream()
						.flatMap((handle) -> Stream.concat(Stream.of(handle), handle.descendants()))
						.map(ProcessCosts::of)
						.reduce(Cost.NONE, Cost::plus));
		}
		return new ProcessCosts(costs);
	}

	/** What was added since then. Memory is what it is now. */
	public ProcessCosts since(ProcessCosts before) {
		Map<String, Cost> costs = new LinkedHashMap<>();
		this.byProcess
			.forEach((name, cost) -> costs.put(name, cost.since(before.byProcess.getOrDefault(name, Cost.NONE))));
		return new ProcessCosts(costs);
	}

	/** The same, but for what the process says of itself to have written. */
	ProcessCosts withWritten(String process, long bytes) {
		Map<String, Cost> costs = new LinkedHashMap<>(this.byProcess);
		costs.computeIfPresent(process, (name, cost) -> new Cost(cost.cpuMillis(), bytes, cost.residentMegabytes()));
		return new ProcessCosts(costs);
	}

	private static Cost of(ProcessHandle process) {
		Path directory = Path.of("/proc", Long.toString(process.pid()));
		return new Cost(cpuMillis(directory.resolve("stat")), number(directory.resolve("io"), "write_bytes:"),
				number(directory.resolve("smaps_rollup"), "Pss:") / 1024);
	}

	/** Its own time, and that of its children which have ended. */
	private static long cpuMillis(Path file) {
		try {
			String line = Files.readString(file);
			String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
			return Stream.of(fields).skip(USER_TIME).limit(TIMES).mapToLong(Long::parseLong).sum() * MILLIS_PER_TICK;
		}
		catch (IOException ex) {
			return 0;
		}
	}

	/** A process that has just ended costs nothing more. */
	private static long number(Path file, String name) {
		try (Stream<String> lines = Files.lines(file)) {
			return lines.filter((line) -> line.startsWith(name))
				.mapToLong((line) -> Long.parseLong(line.substring(name.length()).replace("kB", "").strip()))
				.findFirst()
				.orElse(0);
		}
		catch (IOException ex) {
			return 0;
		}
	}

}
