package pizzashop.platform.process;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * One process of the system. It can be killed without a warning, and started again on the
 * same data and ports. Its methods may be called from any thread.
 */
public final class ChildProcess implements AutoCloseable {

	private static final Duration START_DEADLINE = Duration.ofMinutes(3);

	private static final Duration PROBE_INTERVAL = Duration.ofMillis(100);

	private static final Duration EXIT_DEADLINE = Duration.ofSeconds(10);

	private static final int LOG_TAIL_LINES = 15;

	private static final int LOG_TAIL_BYTES = 16 * 1024;

	private final ProcessDefinition definition;

	private final Path log;

	private final Path record;

	private @Nullable Process process;

	private boolean closed;

	/** Nothing runs yet. */
	public ChildProcess(ProcessDefinition definition, PlatformDirectory directory) {
		this.definition = definition;
		this.log = directory.logs().resolve(definition.name() + ".log");
		this.record = ProcessRecord.file(directory.run(), definition.name());
	}

	public String name() {
		return this.definition.name();
	}

	/** The port that clients know. */
	public int port() {
		return this.definition.ports().getFirst();
	}

	/** Where the process writes what it has to say. */
	public Path log() {
		return this.log;
	}

	/**
	 * The process id.
	 * @throws IllegalStateException when the process was never started
	 */
	public synchronized long pid() {
		if (this.process == null) {
			throw new IllegalStateException(name() + " was never started");
		}
		return this.process.pid();
	}

	public synchronized boolean isAlive() {
		return this.process != null && this.process.isAlive();
	}

	/**
	 * Starts the process and returns when it is ready. Does nothing when it runs.
	 * @throws PlatformException when a port is in use, when the process dies before it is
	 * ready (with the end of its log), or when it is not ready after three minutes
	 */
	public void start() {
		if (isAlive()) {
			return;
		}
		checkPorts();
		prepare();
		Process started = launch();
		awaitReady(started);
		if (this.definition.givesWay()) {
			giveWay(started);
		}
	}

	/** Only now: a process that is not ready may not have a session of its own yet. */
	private void giveWay(Process started) {
		try {
			Niceness.giveWay(started);
		}
		catch (InterruptedException ex) {
			throw PlatformException.interrupted("Starting " + name());
		}
	}

	/** Fails with a sentence about the first port that somebody else holds. */
	public void checkPorts() {
		PortHolder.checkFree(name(), this.definition.ports());
	}

	private void prepare() {
		try {
			this.definition.preparation().run();
		}
		catch (IOException ex) {
			throw new PlatformException("Cannot prepare " + name() + ": " + ex + ".", ex);
		}
		catch (InterruptedException ex) {
			throw PlatformException.interrupted("Preparing " + name());
		}
	}

	private synchronized Process launch() {
		if (this.closed) {
			throw new PlatformException(name() + " was stopped while it was starting.");
		}
		if (this.process == null) {
			keepOldLog();
		}
		List<String> command = new ArrayList<>(SessionLeader.prefix());
		if (this.definition.givesWay()) {
			command.addAll(Niceness.prefix());
		}
		command.addAll(this.definition.command());
		ProcessBuilder builder = new ProcessBuilder(command).directory(this.definition.workingDirectory().toFile())
			.redirectErrorStream(true)
			.redirectOutput(ProcessBuilder.Redirect.appendTo(this.log.toFile()));
		builder.environment().putAll(this.definition.environment());
		try {
			Process started = builder.start();
			this.process = started;
			started.getOutputStream().close();
			ProcessRecord.of(started.toHandle(), this.definition.stopSignal()).write(this.record);
			return started;
		}
		catch (IOException ex) {
			throw new PlatformException("Cannot start " + name() + ": " + ex + ".", ex);
		}
	}

	private void awaitReady(Process started) {
		long deadline = System.nanoTime() + START_DEADLINE.toNanos();
		while (!isReady()) {
			if (!started.isAlive()) {
				throw new PlatformException(name() + " ended with exit code " + started.exitValue()
						+ " before it was ready. The end of its log, " + this.log + ":\n" + logTail());
			}
			if (System.nanoTime() - deadline > 0) {
				throw new PlatformException(name() + " was not ready after " + START_DEADLINE.toSeconds()
						+ " seconds. The end of its log, " + this.log + ":\n" + logTail());
			}
			try {
				started.waitFor(PROBE_INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
			}
			catch (InterruptedException ex) {
				throw PlatformException.interrupted("Starting " + name());
			}
		}
	}

	/** Any failure of the probe means that there is nobody to answer it yet. */
	private boolean isReady() {
		try {
			return this.definition.probe().isReady();
		}
		catch (InterruptedException ex) {
			throw PlatformException.interrupted("Starting " + name());
		}
		catch (Exception ex) {
			return false;
		}
	}

	/** Kills the process at once (SIGKILL) and returns when it is gone. */
	public synchronized void kill() {
		if (this.process == null) {
			return;
		}
		List<ProcessHandle> descendants = this.process.descendants().toList();
		this.process.destroyForcibly();
		awaitExit(Stream.concat(Stream.of(this.process.toHandle()), descendants.stream()).toList());
		forget();
	}

	/**
	 * Freezes the process (SIGSTOP): it keeps its memory and its connections, and does
	 * nothing until {@link #thaw()}.
	 * @throws PlatformException when the machine has no means
	 */
	public void freeze() {
		send("STOP");
	}

	/**
	 * Lets a frozen process go on (SIGCONT).
	 * @throws PlatformException when the machine has no means
	 */
	public void thaw() {
		send("CONT");
	}

	private synchronized void send(String signal) {
		if (this.process == null) {
			return;
		}
		try {
			Shell.kill(signal, this.process.toHandle());
		}
		catch (IOException ex) {
			throw new PlatformException("Cannot send SIG" + signal + " to " + name() + ": " + ex + ".", ex);
		}
		catch (InterruptedException ex) {
			throw PlatformException.interrupted("Sending SIG" + signal + " to " + name());
		}
	}

	/**
	 * Asks the process to stop, and kills it when it takes longer than its grace. Returns
	 * when it is gone.
	 */
	public synchronized void stop() {
		if (this.process == null || !this.process.isAlive()) {
			forget();
			return;
		}
		try {
			this.definition.stopSignal().send(this.process.toHandle());
			if (!this.process.waitFor(this.definition.grace().toMillis(), TimeUnit.MILLISECONDS)) {
				kill();
			}
		}
		catch (InterruptedException ex) {
			kill();
			throw PlatformException.interrupted("Stopping " + name());
		}
		forget();
	}

	/** Stops the process for good: it cannot be started again. */
	@Override
	public synchronized void close() {
		this.closed = true;
		stop();
	}

	/** PostgreSQL's workers outlive a killed parent for a moment and hold its memory. */
	private static void awaitExit(List<ProcessHandle> processes) {
		long deadline = System.nanoTime() + EXIT_DEADLINE.toNanos();
		for (ProcessHandle each : processes) {
			try {
				each.onExit().get(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
			}
			catch (InterruptedException ex) {
				throw PlatformException.interrupted("Killing process " + each.pid());
			}
			catch (ExecutionException | TimeoutException ex) {
				each.destroyForcibly();
			}
		}
	}

	private void forget() {
		try {
			Files.deleteIfExists(this.record);
		}
		catch (IOException ex) {
			throw new PlatformException("Cannot delete " + this.record + ": " + ex + ".", ex);
		}
	}

	/** The first start begins a new log; a start after a kill goes on with it. */
	private void keepOldLog() {
		try {
			if (Files.exists(this.log)) {
				Files.move(this.log, this.log.resolveSibling(this.log.getFileName() + ".1"),
						StandardCopyOption.REPLACE_EXISTING);
			}
		}
		catch (IOException ex) {
			throw new PlatformException("Cannot write logs to " + this.log.getParent() + ": " + ex + ".", ex);
		}
	}

	private String logTail() {
		try (RandomAccessFile file = new RandomAccessFile(this.log.toFile(), "r")) {
			byte[] bytes = new byte[(int) Math.min(file.length(), LOG_TAIL_BYTES)];
			file.seek(file.length() - bytes.length);
			file.readFully(bytes);
			List<String> lines = new String(bytes, StandardCharsets.UTF_8).lines().toList();
			return String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_TAIL_LINES), lines.size()));
		}
		catch (IOException ex) {
			return "(unreadable: " + ex + ")";
		}
	}

}
