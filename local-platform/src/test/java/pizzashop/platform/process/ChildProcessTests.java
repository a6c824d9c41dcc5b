package pizzashop.platform.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

class ChildProcessTests {

	@TempDir
	@SuppressWarnings("NullAway.Init")
	Path home;

	@SuppressWarnings("NullAway.Init")
	private PlatformDirectory directory;

	@BeforeEach
	void createDirectory() {
		this.directory = PlatformDirectory.in(this.home);
		this.directory.create();
	}

	@Test
	void itCanBeKilledAndStartedAgain() {
		try (ChildProcess process = process(() -> true, "sleep", "60")) {
			process.start();
			long first = process.pid();
			assertThat(process.isAlive()).isTrue();

			process.kill();
			assertThat(process.isAlive()).isFalse();

			process.start();
			assertThat(process.isAlive()).isTrue();
			assertThat(process.pid()).isNotEqualTo(first);
		}
	}

	@Test
	void aFrozenOneDoesNothingUntilItIsThawed() throws IOException {
		try (ChildProcess process = process(() -> logOf("child").contains("tick"), "sh", "-c",
				"while :; do echo tick; sleep 0.02; done")) {
			process.start();

			process.freeze();
			long frozenAt = Files.size(process.log());
			await().during(ofMillis(300))
				.atMost(ofSeconds(2))
				.untilAsserted(() -> assertThat(process.log()).hasSize(frozenAt));

			process.thaw();
			await().untilAsserted(() -> assertThat(Files.size(process.log())).isGreaterThan(frozenAt));
		}
	}

	@Test
	@EnabledOnOs(OS.LINUX)
	void oneThatGivesWayIsNicer() throws IOException {
		try (ChildProcess process = new ChildProcess(new ProcessDefinition("child", List.of(),
				List.of("sh", "-c", "nice; exec sleep 60"), Map.of(), this.home, () -> {
				}, () -> logOf("child").endsWith("\n"), StopSignal.TERM, Duration.ofMillis(500))
			.givingWay(), this.directory)) {
			process.start();

			int own = Integer.parseInt(new ProcessBuilder("nice").start().inputReader().readLine());
			assertThat(process.log()).hasContent(Integer.toString(Math.min(19, own + 6)));
			Path session = Path.of("/proc", Long.toString(process.pid()), "autogroup");
			if (Files.exists(session) && !Files.readString(session).isBlank()) {
				assertThat(session).content().contains("nice 6");
			}
		}
	}

	@Test
	void aClosedOneIsGoneAndLeavesNoRecord() {
		ChildProcess process = process(() -> true, "sleep", "60");
		process.start();
		assertThat(ProcessRecord.file(this.directory.run(), "child")).exists();

		process.close();

		assertThat(process.isAlive()).isFalse();
		assertThat(ProcessRecord.file(this.directory.run(), "child")).doesNotExist();
		assertThatExceptionOfType(PlatformException.class).isThrownBy(process::start);
	}

	@Test
	void theShellSendsTheSignalThatPostgresWants() {
		ChildProcess process = new ChildProcess(new ProcessDefinition("child", List.of(),
				List.of("sh", "-c", "trap 'echo stopped; exit 0' INT; echo set; while :; do sleep 0.1; done"), Map.of(),
				this.home, () -> {
				}, () -> logOf("child").contains("set"), StopSignal.INT, Duration.ofSeconds(10)), this.directory);
		process.start();

		process.close();

		assertThat(process.log()).content().contains("stopped");
	}

	@Test
	void oneThatCannotBeClosedDoesNotKeepTheOthersRunning() throws Exception {
		ChildProcess stuck = process("stuck");
		ChildProcess other = process("other");
		List.of(stuck, other).forEach(ChildProcess::start);
		// a record that cannot be deleted: a folder with something in it
		Path record = ProcessRecord.file(this.directory.run(), "stuck");
		Files.delete(record);
		Files.createDirectories(record.resolve("something"));

		assertThatExceptionOfType(PlatformException.class).isThrownBy(() -> ParallelStop.of(List.of(stuck, other)))
			.withMessageContaining("Cannot delete " + record);
		assertThat(stuck.isAlive()).isFalse();
		assertThat(other.isAlive()).isFalse();
	}

	@Test
	void oneThatIgnoresTheSignalIsKilledAfterItsGrace() {
		ChildProcess process = process(() -> true, "sh", "-c", "trap '' TERM; while :; do sleep 0.1; done");
		process.start();

		process.close();

		assertThat(process.isAlive()).isFalse();
	}

	@Test
	void oneThatDiesWhileItStartsIsToldWithTheEndOfItsLog() {
		try (ChildProcess process = process(() -> false, "sh", "-c", "echo out of tomatoes; exit 3")) {
			assertThatExceptionOfType(PlatformException.class).isThrownBy(process::start)
				.withMessageContaining("child ended with exit code 3 before it was ready")
				.withMessageContaining(process.log().toString())
				.withMessageEndingWith("out of tomatoes");
		}
	}

	@Test
	void aPortInUseIsToldWithItsHolderAndTheWayOut() throws Exception {
		try (ServerSocket holder = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
				ChildProcess process = process(List.of(holder.getLocalPort()), () -> true, "sleep", "60")) {
			assertThatExceptionOfType(PlatformException.class).isThrownBy(process::start)
				.withMessageStartingWith("Port " + holder.getLocalPort() + ", which child needs, is in use by ")
				.withMessageEndingWith("--port-offset 100.");
			assertThat(process.isAlive()).isFalse();
		}
	}

	private ChildProcess process(Probe probe, String... command) {
		return process(List.of(), probe, command);
	}

	private ChildProcess process(String name) {
		return new ChildProcess(
				new ProcessDefinition(name, List.of(), List.of("sleep", "60"), Map.of(), this.home, () -> {
				}, () -> true, StopSignal.TERM, Duration.ofMillis(500)), this.directory);
	}

	private String logOf(String name) throws IOException {
		return Files.readString(this.directory.logs().resolve(name + ".log"));
	}

	private ChildProcess process(List<Integer> ports, Probe probe, String... command) {
		return new ChildProcess(new ProcessDefinition("child", ports, List.of(command), Map.of(), this.home, () -> {
		}, probe, StopSignal.TERM, Duration.ofMillis(500)), this.directory);
	}

}
