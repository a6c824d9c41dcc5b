package pizzashop.systemtests;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The demo to its end: the main class that the script {@code pizza} hands over to, not
 * the script itself, which would build the project in the midst of its build.
 */
class DemoIT {

	/** Below every port that {@link RunningShop} may have drawn. */
	private static final String PORT_OFFSET = "2000";

	/** Infrastructure and services; PostgreSQL has more of its own. */
	private static final int LEAST_PROCESSES = 7;

	@SuppressWarnings("NullAway.Init")
	private Path home;

	@SuppressWarnings("NullAway.Init")
	private Process demo;

	@BeforeEach
	void startDemo() throws IOException {
		this.home = Path.of("..").toRealPath();
		Path platform = this.home.resolve("local-platform/target");
		this.demo = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-Dpizzashop.home=" + this.home, "-cp",
				platform.resolve("classes") + File.pathSeparator + platform.resolve("lib") + "/*",
				"pizzashop.platform.command.Pizza", "demo", "--port-offset", PORT_OFFSET)
			.redirectErrorStream(true)
			.start();
	}

	@AfterEach
	void endDemo() throws InterruptedException {
		this.demo.destroy();
		this.demo.waitFor(60, TimeUnit.SECONDS);
	}

	@Test
	@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
	void theDemoSeesEveryStepAndLeavesNothingRunning() throws IOException, InterruptedException {
		StringBuilder said = new StringBuilder();
		Set<ProcessHandle> processes = new HashSet<>();
		try (BufferedReader lines = this.demo.inputReader(UTF_8)) {
			for (String line = lines.readLine(); line != null; line = lines.readLine()) {
				System.out.println(line);
				said.append(line).append('\n');
				this.demo.descendants().forEach(processes::add);
			}
		}

		assertThat(this.demo.waitFor()).as(said.toString()).isZero();
		assertThat(processes).hasSizeGreaterThanOrEqualTo(LEAST_PROCESSES).noneMatch(ProcessHandle::isAlive);
		assertThat(this.home.resolve(".pizza/demo/run")).isDirectoryNotContaining("glob:**.pid");
	}

}
