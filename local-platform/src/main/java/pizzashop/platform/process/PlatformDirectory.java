package pizzashop.platform.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where one running system keeps its files.
 *
 * @param data what must survive a restart
 * @param logs one {@code <process>.log} for each process
 * @param run records of running processes, and the lock of the launcher
 * @param mail the mailbox, one {@code .eml} file for each message
 */
public record PlatformDirectory(Path data, Path logs, Path run, Path mail) {

	/** The usual places below {@code home}. */
	public static PlatformDirectory in(Path home) {
		Path absolute = home.toAbsolutePath().normalize();
		return new PlatformDirectory(absolute.resolve("data"), absolute.resolve("logs"), absolute.resolve("run"),
				absolute.resolve("mail"));
	}

	/** The same directory with the logs elsewhere. */
	public PlatformDirectory withLogs(Path elsewhere) {
		return new PlatformDirectory(this.data, elsewhere.toAbsolutePath().normalize(), this.run, this.mail);
	}

	/**
	 * Creates what is missing.
	 * @throws PlatformException when that is impossible
	 */
	public void create() {
		for (Path directory : List.of(this.data, this.logs, this.run, this.mail)) {
			try {
				Files.createDirectories(directory);
			}
			catch (IOException ex) {
				throw new PlatformException("Cannot create the directory " + directory + ": " + ex + ".", ex);
			}
		}
	}

	/** Forgets all data and mail. Only for whoever holds the {@link LaunchLock}. */
	public void deleteData() {
		deleteRecursively(this.data);
		deleteRecursively(this.mail);
		create();
	}

	/**
	 * Deletes a directory with all that is in it; one that is not there is fine.
	 * @throws PlatformException when that is impossible
	 */
	public static void deleteRecursively(Path directory) {
		if (!Files.exists(directory)) {
			return;
		}
		try (Stream<Path> files = Files.walk(directory)) {
			for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
				Files.deleteIfExists(file);
			}
		}
		catch (IOException ex) {
			throw new PlatformException("Cannot delete " + directory + ": " + ex + ".", ex);
		}
	}

}
