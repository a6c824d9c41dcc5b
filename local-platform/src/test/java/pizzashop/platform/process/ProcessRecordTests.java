package pizzashop.platform.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class ProcessRecordTests {

	@TempDir
	@SuppressWarnings("NullAway.Init")
	Path directory;

	@Test
	void aRunningProcessIsFoundAgain() throws Exception {
		Path file = ProcessRecord.file(this.directory, "me");
		ProcessRecord.of(ProcessHandle.current(), StopSignal.INT).write(file);

		ProcessRecord record = ProcessRecord.read(file).orElseThrow();

		assertThat(record.find()).contains(ProcessHandle.current());
		assertThat(record.stopSignal()).isEqualTo(StopSignal.INT);
	}

	@Test
	void anotherProcessWithTheSamePidIsNotMistakenForIt() {
		ProcessRecord now = ProcessRecord.of(ProcessHandle.current(), StopSignal.TERM);
		ProcessRecord earlier = new ProcessRecord(now.pid(), now.started().minus(Duration.ofMinutes(1)),
				StopSignal.TERM);

		assertThat(earlier.find()).isEmpty();
	}

	@Test
	void anUnreadableRecordIsNone() throws Exception {
		Path file = ProcessRecord.file(this.directory, "broken");
		Files.writeString(file, "not a record");

		assertThat(ProcessRecord.read(file)).isEmpty();
		assertThat(ProcessRecord.read(ProcessRecord.file(this.directory, "absent"))).isEmpty();
	}

}
