package pizzashop.systemtests;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import pizzashop.platform.Infrastructure;
import pizzashop.platform.Ports;
import pizzashop.platform.process.LaunchLock;
import pizzashop.platform.process.PlatformDirectory;
import pizzashop.platform.process.Progress;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** A launcher that is killed ends nothing; the next one in its directory must. */
class LauncherDeathIT {

	private static final String READY = "ready";

	@TempDir
	@SuppressWarnings("NullAway.Init")
	Path home;

	@SuppressWarnings("NullAway.Init")
	private Process launcher;

	@BeforeEach
	void startLauncher() throws IOException {
		this.launcher = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
				System.getProperty("java.class.path"), Launcher.class.getName(), this.home.toString())
			.redirectErrorStream(true)
			.start();
	}

	@AfterEach
	void endLeftovers() throws InterruptedException {
		this.launcher.destroyForcibly().waitFor();
		LaunchLock.endAbandoned(PlatformDirectory.in(this.home));
	}

	@Test
	@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
	void theNextLauncherEndsWhatAKilledOneLeftAndComesUpOnTheSamePorts() throws IOException, InterruptedException {
		awaitReady();
		List<ProcessHandle> leftovers = this.launcher.children().toList();
		this.launcher.destroyForcibly().waitFor();
		assertThat(leftovers).hasSize(4).allMatch(ProcessHandle::isAlive);
		List<String> told = new CopyOnWriteArrayList<>();

		try (Infrastructure next = Launcher.start(this.home, new Progress() {
			@Override
			public void say(String sentence) {
				told.add(sentence);
			}
		})) {
			assertThat(leftovers).noneMatch(ProcessHandle::isAlive);
			assertThat(told).hasSize(4).allMatch((sentence) -> sentence.contains("left over from an earlier launcher"));
			assertThat(List.of(next.kafka(), next.registry(), next.postgres(), next.mailServer()))
				.allMatch((process) -> process.isAlive());
		}
	}

	private void awaitReady() throws IOException {
		StringBuilder said = new StringBuilder();
		BufferedReader lines = this.launcher.inputReader(UTF_8);
		String line = lines.readLine();
		while (line != null && !line.equals(READY)) {
			said.append(line).append('\n');
			line = lines.readLine();
		}
		assertThat(line).as(said.toString()).isEqualTo(READY);
	}

	/** The main class of the launcher that is killed. */
	static final class Launcher {

		/** Below every port that is drawn, and others than the demo's. */
		private static final Ports PORTS = Ports.standard(2500);

		private Launcher() {
		}

		/** Runs until it is killed, or until the test's JVM is gone. */
		public static void main(String[] arguments) throws IOException {
			try (Infrastructure infrastructure = start(Path.of(arguments[0]), Progress.SILENT)) {
				System.out.println(READY);
				while (System.in.read() >= 0) {
					// nobody has anything to say
				}
			}
		}

		static Infrastructure start(Path home, Progress progress) {
			return Infrastructure.start(PlatformDirectory.in(home), PORTS, progress);
		}

	}

}
