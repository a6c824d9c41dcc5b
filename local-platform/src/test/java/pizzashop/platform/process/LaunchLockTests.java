package pizzashop.platform.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class LaunchLockTests {

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
	void aSecondLauncherIsRefusedAndToldThePidOfTheFirst() throws Exception {
		try (LaunchLock first = LaunchLock.acquire(this.directory, (sentence) -> {
		})) {
			assertThat(first).isNotNull();
			assertThatExceptionOfType(PlatformException.class)
				.isThrownBy(() -> LaunchLock.acquire(this.directory, (sentence) -> {
				}))
				.withMessageContaining("pid " + ProcessHandle.current().pid());
		}
	}

	@Test
	void aRefusalDoesNotFreeTheDirectoryForOtherProcesses() throws Exception {
		try (LaunchLock first = LaunchLock.acquire(this.directory, (sentence) -> {
		})) {
			assertThat(first).isNotNull();
			assertThatExceptionOfType(PlatformException.class)
				.isThrownBy(() -> LaunchLock.acquire(this.directory, (sentence) -> {
				}));
			assertThat(LaunchLock.endAbandoned(this.directory)).isFalse();

			Process other = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
					"-cp", System.getProperty("java.class.path"), OtherLauncher.class.getName(), this.home.toString())
				.inheritIO()
				.start();
			assertThat(other.waitFor()).isEqualTo(OtherLauncher.REFUSED);
		}
	}

	@Test
	void closingTwiceDoesNotFreeTheNextLaunchersDirectory() {
		LaunchLock first = LaunchLock.acquire(this.directory, (sentence) -> {
		});
		first.close();
		try (LaunchLock second = LaunchLock.acquire(this.directory, (sentence) -> {
		})) {
			assertThat(second).isNotNull();
			first.close();

			assertThat(LaunchLock.endAbandoned(this.directory)).isFalse();
		}
	}

	@Test
	void theDirectoryIsFreeAfterwards() throws Exception {
		LaunchLock.acquire(this.directory, (sentence) -> {
		}).close();

		LaunchLock.acquire(this.directory, (sentence) -> {
		}).close();
	}

	@Test
	void whatADeadLauncherLeftRunningIsEndedAndNamed() throws Exception {
		Process leftover = new ProcessBuilder("sleep", "60").start();
		ProcessRecord.of(leftover.toHandle(), StopSignal.TERM)
			.write(ProcessRecord.file(this.directory.run(), "kitchen-service"));
		List<String> told = new ArrayList<>();

		LaunchLock.acquire(this.directory, told::add).close();

		assertThat(leftover.isAlive()).isFalse();
		assertThat(told)
			.containsExactly("Ended kitchen-service (pid " + leftover.pid() + "), left over from an earlier launcher.");
		assertThat(this.directory.run()).isDirectoryNotContaining("glob:**.pid");
	}

	@Test
	void aStrangerWithARecordedPidIsLeftAlone() throws Exception {
		Process stranger = new ProcessBuilder("sleep", "60").start();
		try {
			ProcessRecord record = ProcessRecord.of(stranger.toHandle(), StopSignal.TERM);
			new ProcessRecord(record.pid(), record.started().minusSeconds(60), StopSignal.TERM)
				.write(ProcessRecord.file(this.directory.run(), "kafka"));

			LaunchLock.acquire(this.directory, (sentence) -> {
			}).close();

			assertThat(stranger.isAlive()).isTrue();
		}
		finally {
			stranger.destroyForcibly();
		}
	}

	/** Tries to take a directory that another process holds. */
	static final class OtherLauncher {

		static final int REFUSED = 7;

		private OtherLauncher() {
		}

		public static void main(String[] arguments) {
			System.exit(LaunchLock.endAbandoned(PlatformDirectory.in(Path.of(arguments[0]))) ? 0 : REFUSED);
		}

	}

}
