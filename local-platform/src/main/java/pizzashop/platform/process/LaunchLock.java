package pizzashop.platform.process;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * One launcher at a time works in a directory. The operating system drops the lock when
 * the launcher dies, however it dies; the next one then ends what was left running.
 */
public final class LaunchLock implements AutoCloseable {

	private static final int SECONDS_TO_STOP = 10;

	/**
	 * The locked files of this JVM. It must not even open one of them: closing any of its
	 * descriptors drops a process's lock on a file.
	 */
	private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

	private final Path file;

	private final FileChannel channel;

	private LaunchLock(Path file, FileChannel channel) {
		this.file = file;
		this.channel = channel;
	}

	/**
	 * Takes the directory and ends the processes that a dead launcher left in it.
	 * @param directory the directory, which exists
	 * @param report hears one sentence about each process that was ended
	 * @throws PlatformException when another launcher works in the directory; it names
	 * that one's pid
	 */
	public static LaunchLock acquire(PlatformDirectory directory, Consumer<String> report) {
		try {
			Path file = fileIn(directory);
			LaunchLock lock = tryAcquire(file);
			if (lock == null) {
				throw new PlatformException("Another launcher (pid " + holderOf(file) + ") is already running in "
						+ directory.run().getParent() + ". Stop it first, with Ctrl-C in its terminal or with kill.");
			}
			try {
				endLeftovers(directory.run(), report);
			}
			catch (IOException | RuntimeException ex) {
				lock.close();
				throw ex;
			}
			return lock;
		}
		catch (IOException ex) {
			throw new PlatformException("Cannot use " + directory.run() + ": " + ex + ".", ex);
		}
	}

	/**
	 * Ends what a dead launcher left in {@code run}, and does nothing while a launcher
	 * lives there.
	 * @return whether nobody works there any more
	 */
	public static boolean endAbandoned(PlatformDirectory directory) {
		try (LaunchLock lock = tryAcquire(fileIn(directory))) {
			if (lock == null) {
				return false;
			}
			endLeftovers(directory.run(), (sentence) -> {
			});
			return true;
		}
		catch (IOException ex) {
			return false;
		}
	}

	/** One name for one file, however its directory is reached. */
	private static Path fileIn(PlatformDirectory directory) throws IOException {
		return directory.run().toRealPath().resolve("launcher.lock");
	}

	private static String holderOf(Path file) throws IOException {
		return HELD.contains(file) ? Long.toString(ProcessHandle.current().pid()) : Files.readString(file).trim();
	}

	private static @Nullable LaunchLock tryAcquire(Path file) throws IOException {
		if (!HELD.add(file)) {
			return null;
		}
		LaunchLock lock = null;
		try {
			lock = tryLock(file);
			return lock;
		}
		finally {
			if (lock == null) {
				HELD.remove(file);
			}
		}
	}

	private static @Nullable LaunchLock tryLock(Path file) throws IOException {
		FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
		try {
			if (channel.tryLock() == null) {
				channel.close();
				return null;
			}
			channel.truncate(0);
			channel.write(StandardCharsets.UTF_8.encode(ProcessHandle.current().pid() + "\n"));
			return new LaunchLock(file, channel);
		}
		catch (IOException ex) {
			channel.close();
			throw ex;
		}
	}

	private static void endLeftovers(Path run, Consumer<String> report) throws IOException {
		Map<String, ProcessHandle> leftovers = new LinkedHashMap<>();
		for (Path file : recordsIn(run)) {
			Optional<ProcessRecord> record = ProcessRecord.read(file);
			if (record.isPresent()) {
				record.get().find().ifPresent((process) -> {
					leftovers.put(ProcessRecord.nameOf(file), process);
					askToStop(process, record.get().stopSignal());
				});
			}
		}
		leftovers.forEach((name, process) -> {
			endNow(process);
			report.accept("Ended " + name + " (pid " + process.pid() + "), left over from an earlier launcher.");
		});
		for (Path file : recordsIn(run)) {
			Files.deleteIfExists(file);
		}
	}

	private static List<Path> recordsIn(Path run) throws IOException {
		try (Stream<Path> files = Files.list(run)) {
			return files.filter(ProcessRecord::isRecord).sorted().toList();
		}
	}

	private static void askToStop(ProcessHandle process, StopSignal signal) {
		try {
			signal.send(process);
		}
		catch (InterruptedException ex) {
			throw PlatformException.interrupted("Ending process " + process.pid());
		}
	}

	private static void endNow(ProcessHandle process) {
		List<ProcessHandle> family = Stream.concat(Stream.of(process), process.descendants()).toList();
		try {
			process.onExit().get(SECONDS_TO_STOP, TimeUnit.SECONDS);
		}
		catch (TimeoutException ex) {
			process.destroyForcibly();
		}
		catch (ExecutionException ex) {
			throw new PlatformException("Cannot end process " + process.pid() + ": " + ex.getCause() + ".", ex);
		}
		catch (InterruptedException ex) {
			throw PlatformException.interrupted("Ending process " + process.pid());
		}
		family.forEach(ProcessHandle::destroyForcibly);
	}

	/** Gives the directory free. Closing twice is fine. */
	@Override
	public synchronized void close() {
		if (!this.channel.isOpen()) {
			return;
		}
		try {
			this.channel.close();
		}
		catch (IOException ex) {
			throw new PlatformException("Cannot give " + this.file + " free: " + ex + ".", ex);
		}
		finally {
			HELD.remove(this.file);
		}
	}

}
