package pizzashop.platform;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pizzashop.platform.process.PlatformException;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class DiskSpaceTests {

	@Test
	void aFullDiskIsToldInWords(@TempDir Path directory) {
		assertThatExceptionOfType(PlatformException.class).isThrownBy(() -> DiskSpace.check(directory, Long.MAX_VALUE))
			.withMessageContaining("MB are free on the disk of " + directory)
			.withMessageEndingWith("free some space first.");
	}

}
