package pizzashop.platform.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Remembers a running process in a file, so that the next launcher recognises what a
 * killed one left behind. A pid alone would not do: the system gives it to somebody else.
 *
 * @param pid the process id
 * @param started when the process started
 * @param stopSignal the signal that asks it to stop
 */
record ProcessRecord(long pid, Instant started, StopSignal stopSignal) {

	private static final String SUFFIX = ".pid";

	/**
	 * Linux counts a process's start from the boot, and its idea of the boot's time moves
	 * by up to a second when the clock is adjusted.
	 */
	private static final Duration TOLERANCE = Duration.ofSeconds(2);

	static ProcessRecord of(ProcessHandle process, StopSignal stopSignal) {
		return new ProcessRecord(process.pid(), process.info().startInstant().orElse(Instant.EPOCH), stopSignal);
	}

	static Path file(Path directory, String name) {
		return directory.resolve(name + SUFFIX);
	}

	static boolean isRecord(Path file) {
		return file.getFileName().toString().endsWith(SUFFIX);
	}

	static String nameOf(Path file) {
		String fileName = file.getFileName().toString();
		return fileName.substring(0, fileName.length() - SUFFIX.length());
	}

	/** Writes the whole record or nothing. */
	void write(Path file) throws IOException {
		Path partial = Files.createTempFile(file.getParent(), "record", ".part");
		Files.writeString(partial, this.pid + " " + this.started.toEpochMilli() + " " + this.stopSignal + "\n");
		Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
	}

	/** Reads a record; one that is unreadable is none. */
	static Optional<ProcessRecord> read(Path file) throws IOException {
		try {
			String[] words = Files.readString(file).trim().split(" ", -1);
			return (words.length != 3) ? Optional.empty() : Optional.of(new ProcessRecord(Long.parseLong(words[0]),
					Instant.ofEpochMilli(Long.parseLong(words[1])), StopSignal.valueOf(words[2])));
		}
		catch (NoSuchFileException | IllegalArgumentException ex) {
			return Optional.empty();
		}
	}

	/** The recorded process, if it still runs and is not another with the same pid. */
	Optional<ProcessHandle> find() {
		return ProcessHandle.of(this.pid).filter(ProcessHandle::isAlive).filter(this::startedWhenRecorded);
	}

	private boolean startedWhenRecorded(ProcessHandle process) {
		return process.info()
			.startInstant()
			.map((instant) -> Duration.between(instant, this.started).abs().compareTo(TOLERANCE) <= 0)
			.orElse(false);
	}

}
