package pizzashop.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import pizzashop.benchmarks.report.Figure;
import pizzashop.benchmarks.report.Machine;
import pizzashop.benchmarks.report.Repeatability;
import pizzashop.benchmarks.report.Report;
import pizzashop.benchmarks.report.ReportWriter;
import pizzashop.benchmarks.report.Section;
import pizzashop.benchmarks.scenario.Bench;
import pizzashop.benchmarks.scenario.Draining;
import pizzashop.benchmarks.scenario.Latency;
import pizzashop.benchmarks.scenario.Placing;
import pizzashop.benchmarks.scenario.Scenario;
import pizzashop.benchmarks.scenario.WholeStory;
import pizzashop.platform.ProjectHome;
import pizzashop.platform.Service;
import pizzashop.platform.command.Pizza;
import pizzashop.platform.command.PortOffset;
import pizzashop.platform.command.Terminal;
import pizzashop.platform.process.PlatformException;

/** Measures the system beside the limits of the machine. */
@Command(name = "pizza bench", description = "Measure how fast the system is, beside the limits of this machine.",
		footer = "%nIt starts the system fresh for each scenario and takes about an hour; nothing else should "
				+ "run meanwhile. report.html and report.json go to .pizza/bench/.")
public final class BenchCommand implements Callable<Integer> {

	private static final List<Scenario> SCENARIOS = List.of(new Placing(), new Draining(Service.KITCHEN),
			new Draining(Service.NOTIFICATION), new Latency(), new WholeStory());

	@Mixin
	private final PortOffset portOffset = new PortOffset();

	@Option(names = "--scenario", paramLabel = "NAME", split = ",",
			description = "Only these: placing, draining-kitchen, draining-notification, latency, story (default: all).")
	private List<String> scenarios = SCENARIOS.stream().map(Scenario::id).toList();

	@Option(names = "--quick",
			description = "Only show that everything works, in minutes: the figures are those of cold JVMs.")
	private boolean quick;

	@Option(names = "--output", paramLabel = "DIRECTORY",
			description = "Where the report goes (default: .pizza/bench).")
	private @Nullable Path output;

	@Option(names = "--against", paramLabel = "FILE",
			description = "The report.json of an earlier run: tell which figures repeat, and end with 1 when not all do.")
	private @Nullable Path against;

	private final Terminal terminal = new Terminal();

	/** Measures, and ends with 0 when it could. */
	public static void main(String[] arguments) {
		System.exit(Pizza.run(new BenchCommand(), arguments));
	}

	@Override
	public Integer call() throws IOException {
		List<Scenario> chosen = chosen();
		Path directory = ProjectHome.locate().state().resolve("bench");
		Path reports = (this.output != null) ? this.output.toAbsolutePath() : directory;
		if (this.against != null && !Files.isReadable(this.against)) {
			throw new PlatformException("There is no report to compare with: " + this.against + ".");
		}
		Files.createDirectories(reports);
		Bench bench = new Bench(directory.resolve("system"), this.portOffset.ports(),
				this.quick ? Bench.Lengths.quick() : Bench.Lengths.full(), this.terminal);
		Instant began = Instant.now();
		List<Section> sections = new ArrayList<>();
		for (Scenario scenario : chosen) {
			this.terminal.heading("Scenario " + scenario.id());
			List<Section> measured = scenario.measure(bench);
			measured.stream().flatMap((section) -> section.figures().stream()).forEach(this::tell);
			sections.addAll(measured);
			// What was measured stays, should the next scenario fail.
			new ReportWriter()
				.write(new Report(began, Duration.between(began, Instant.now()), Machine.current(), sections), reports);
		}
		this.terminal.heading("Report");
		this.terminal.say("  " + reports.resolve("report.html"));
		this.terminal.say("  " + reports.resolve("report.json"));
		return (this.against != null) ? compare(this.against, reports.resolve("report.json")) : 0;
	}

	private List<Scenario> chosen() {
		for (String name : this.scenarios) {
			if (SCENARIOS.stream().noneMatch((scenario) -> scenario.id().equals(name))) {
				throw new PlatformException("There is no scenario " + name + ": take "
						+ SCENARIOS.stream().map(Scenario::id).collect(Collectors.joining(", ")) + ".");
			}
		}
		return SCENARIOS.stream().filter((scenario) -> this.scenarios.contains(scenario.id())).toList();
	}

	private void tell(Figure figure) {
		StringBuilder line = new StringBuilder(
				String.format("  %-68s %,12.2f %s", figure.name(), figure.measured().median(), figure.unit()));
		Figure.Comparison comparison = figure.comparison();
		if (comparison != null) {
			line.append(String.format("   %.2f times %,.2f", comparison.ratio().median(), comparison.value().median()));
		}
		Figure.Goal goal = figure.goal();
		if (goal != null) {
			line.append("   ")
				.append(goal.met() ? this.terminal.good("met: " + goal.text())
						: this.terminal.bad("not met: " + goal.text()));
		}
		this.terminal.say(line.toString());
	}

	private int compare(Path first, Path second) {
		Repeatability repeatability = Repeatability.of(first, second);
		this.terminal.heading("Beside " + first);
		this.terminal.say(repeatability.text());
		return repeatability.holds() ? 0 : 1;
	}

}
