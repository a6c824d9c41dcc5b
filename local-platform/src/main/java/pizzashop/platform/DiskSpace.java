package pizzashop.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import pizzashop.platform.process.PlatformException;

/** A database on a full disk fails late and in the dark; better to say so first. */
final class DiskSpace {

	private static final long MEGABYTE = 1024L * 1024;

	private static final long NEEDED_MEGABYTES = 500;

	private DiskSpace() {
	}

	static void check(Path directory) {
		check(directory, NEEDED_MEGABYTES);
	}

	static void check(Path directory, long neededMegabytes) {
		try {
			long free = Files.getFileStore(directory).getUsableSpace() / MEGABYTE;
			if (free < neededMegabytes) {
				throw new PlatformException("Only " + free + " MB are free on the disk of " + directory + ", and "
						+ neededMegabytes + " MB are needed: free some space first.");
			}
		}
		catch (IOException ex) {
			throw new PlatformException("Cannot tell how much space is free at " + directory + ": " + ex + ".", ex);
		}
	}

}
