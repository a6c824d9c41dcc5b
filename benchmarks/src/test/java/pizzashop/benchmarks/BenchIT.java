package pizzashop.benchmarks;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** Runs the command as the script does, in short. */
class BenchIT {

	/** Below every port that other tests may have drawn. */
	private static final String PORT_OFFSET = "3000";

	@Test
	@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
	void aFigureStandsBesideItsLimit(@TempDir Path reports) throws IOException, InterruptedException {
		Run run = run("--quick", "--scenario", "placing,draining-kitchen", "--output", reports.toString());

		assertThat(run.exitCode()).as(run.said()).isZero();
		assertThat(run.processes()).noneMatch(ProcessHandle::isAlive);
		JsonNode report = new JsonMapper().readTree(Files.readString(reports.resolve("report.json")));
		assertThat(report.at("/sections")).hasSize(2);
		for (JsonNode section : report.at("/sections")) {
			JsonNode measured = section.at("/figures/0");
			assertThat(measured.at("/median").doubleValue()).as(section.at("/title").stringValue()).isPositive();
			assertThat(measured.at("/rounds")).hasSize(2);
			assertThat(measured.at("/limit/median").doubleValue())
				.isGreaterThan(measured.at("/median").doubleValue() / 2);
		}
		assertThat(reports.resolve("report.html")).content().contains("Placing orders", "Draining: the kitchen");
	}

	@Test
	void aScenarioThatThereIsNotIsNamed() throws IOException, InterruptedException {
		Run run = run("--scenario", "sleeping");

		assertThat(run.exitCode()).isNotZero();
		assertThat(run.said()).contains("There is no scenario sleeping", "placing, draining-kitchen");
	}

	private record Run(int exitCode, String said, Set<ProcessHandle> processes) {
	}

	private static Run run(String... arguments) throws IOException, InterruptedException {
		Path home = Path.of("..").toRealPath();
		Path module = home.resolve("benchmarks/target");
		ProcessBuilder builder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-Dpizzashop.home=" + home, "-cp",
				module.resolve("classes") + File.pathSeparator + module.resolve("lib") + "/*",
				BenchCommand.class.getName(), "--port-offset", PORT_OFFSET)
			.redirectErrorStream(true);
		builder.command().addAll(List.of(arguments));
		Process process = builder.start();
		try {
			StringBuilder said = new StringBuilder();
			Set<ProcessHandle> processes = new HashSet<>();
			try (var lines = process.inputReader(UTF_8)) {
				for (String line = lines.readLine(); line != null; line = lines.readLine()) {
					System.out.println(line);
					said.append(line).append('\n');
					process.descendants().forEach(processes::add);
				}
			}
			return new Run(process.waitFor(), said.toString(), processes);
		}
		finally {
			process.destroy();
			process.waitFor(60, TimeUnit.SECONDS);
		}
	}

}
