package pizzashop.benchmarks.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.gatling.app.Gatling;
import pizzashop.platform.process.PlatformException;

/** Plays a {@link LoadPlan} in a process of its own, by Gatling. */
public final class Load implements AutoCloseable {

	private final LoadPlan plan;

	private final Path answers;

	private final Path log;

	private final Process process;

	private final Thread endWithJvm;

	private Load(LoadPlan plan, Path answers, Path log, Process process) {
		this.plan = plan;
		this.answers = answers;
		this.log = log;
		this.process = process;
		this.endWithJvm = new Thread(process::destroyForcibly, "end-load");
		Runtime.getRuntime().addShutdownHook(this.endWithJvm);
	}

	/**
	 * Begins.
	 * @param directory for files, which are overwritten by the next load
	 */
	public static Load begin(LoadPlan plan, Path directory) {
		try {
			Files.createDirectories(directory);
			Path answers = directory.resolve("answers.txt");
			Files.deleteIfExists(answers);
			Path log = directory.resolve("load.log");
			List<String> command = new ArrayList<>(
					List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m",
							"-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED",
							// Gatling writes texts without copying them
							"--add-opens=java.base/java.lang=ALL-UNNAMED"));
			if (Runtime.version().feature() >= 23) {
				command.add("--sun-misc-unsafe-memory-access=allow");
			}
			if (!plan.compilesInFull()) {
				command.add("-XX:TieredStopAtLevel=1");
			}
			command.addAll(plan.toSystemProperties());
			command.addAll(List.of("-D" + CustomersSimulation.ANSWERS + "=" + answers, "-cp",
					System.getProperty("java.class.path"), Gatling.class.getName(), "-s",
					CustomersSimulation.class.getName(), "-nr", "-rf", directory.resolve("gatling").toString()));
			Process process = new ProcessBuilder(command).directory(directory.toFile())
				.redirectErrorStream(true)
				.redirectOutput(log.toFile())
				.start();
			try {
				return new Load(plan, answers, log, process);
			}
			catch (IllegalStateException ex) { // this JVM ends: nobody would end the load
				process.destroyForcibly();
				throw new PlatformException("The load was stopped before it began.", ex);
			}
		}
		catch (IOException ex) {
			throw new PlatformException("The load cannot begin: " + ex + ".", ex);
		}
	}

	/** Plays all of it. */
	public static List<Answer> play(LoadPlan plan, Path directory) {
		try (Load load = begin(plan, directory)) {
			return load.await();
		}
	}

	public boolean isOver() {
		return !this.process.isAlive();
	}

	/**
	 * Waits for the end.
	 * @return every answer that counts. Those of an open load are due when the plan says,
	 * not when their turn came: a load tool or a machine that falls behind makes them
	 * slower instead of fewer, so no omission is coordinated with the system's slowness
	 * @throws PlatformException when the load tool fails
	 */
	public List<Answer> await() {
		try {
			int exitCode = this.process.waitFor();
			if (exitCode != 0) {
				throw new PlatformException(
						"The load tool ended with exit code " + exitCode + "; its log: " + this.log);
			}
			try (Stream<String> lines = Files.lines(this.answers)) {
				List<Answer> counted = lines.map(Answer::fromLine).filter((answer) -> !answer.isWarmUp()).toList();
				return (this.plan.perSecond() > 0) ? asPlanned(counted, this.plan.perSecond()) : counted;
			}
		}
		catch (IOException ex) {
			throw new PlatformException("The answers cannot be read: " + ex + ".", ex);
		}
		catch (InterruptedException ex) {
			throw PlatformException.interrupted("Waiting for the load");
		}
	}

	/**
	 * Puts the answers to the times at which they were due. The n-th request was due n
	 * intervals after the first one, and none began early: so the first one was due when
	 * the earliest of all began, less its intervals.
	 */
	static List<Answer> asPlanned(List<Answer> answers, double perSecond) {
		List<Answer> begun = answers.stream().sorted((one, other) -> Long.compare(one.due(), other.due())).toList();
		double interval = 1_000_000 / perSecond;
		double first = IntStream.range(0, begun.size())
			.mapToDouble((number) -> begun.get(number).due() - number * interval)
			.min()
			.orElse(0);
		return IntStream.range(0, begun.size())
			.mapToObj((number) -> begun.get(number).dueAt(Math.round(first + number * interval)))
			.toList();
	}

	@Override
	public void close() {
		this.process.destroyForcibly();
		try {
			Runtime.getRuntime().removeShutdownHook(this.endWithJvm);
		}
		catch (IllegalStateException ex) {
			// the JVM ends already, and does it itself
		}
	}

}
