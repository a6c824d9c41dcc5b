package pizzashop.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import pizzashop.platform.process.PlatformDirectory;
import pizzashop.platform.process.PlatformException;

/**
 * What a JVM learnt when it started a service once: its classes, loaded and linked. They
 * lie beside the service's jar, which is unpacked for it, and are good for that jar and
 * that JVM alone; with any other they are left aside.
 *
 * @see <a href="https://openjdk.org/jeps/514">JEP 514: Ahead-of-time command-line
 * ergonomics</a>
 */
public final class AotCache {

	private static final int LEAST_JAVA = 25;

	private static final String PREFIX = "trained-";

	private static final String APPLICATION = "application.jar";

	/** Up to where it would connect and listen, as the Dockerfile does it. */
	private static final List<String> TRAINING = List.of("-Dspring.context.exit=onRefresh",
			"-Dspring.flyway.enabled=false", "-Dspring.jpa.hibernate.ddl-auto=none",
			"-Dspring.jpa.properties.hibernate.boot.allow_jdbc_metadata_access=false",
			"-Dspring.jpa.database-platform=org.hibernate.dialect.PostgreSQLDialect");

	private final Service service;

	private final Path jar;

	private final Path folder;

	private AotCache(Service service, Path jar, Path folder) {
		this.service = service;
		this.jar = jar;
		this.folder = folder;
	}

	/**
	 * That of a service as it is built now, whether it is there or not.
	 * @throws PlatformException when the service is not built
	 */
	public static AotCache of(ProjectHome home, Service service) {
		Path jar = home.jarOf(service);
		try {
			String belongsTo = Files.size(jar) + " " + Files.getLastModifiedTime(jar) + " " + Runtime.version();
			return new AotCache(service, jar, jar.resolveSibling(PREFIX + Integer.toHexString(belongsTo.hashCode())));
		}
		catch (IOException ex) {
			throw new PlatformException("Cannot read " + jar + ": " + ex + ".", ex);
		}
	}

	/** Says how to start the service: with what was learnt, if something was. */
	List<String> launch() {
		if (!isThere()) {
			return List.of("-jar", this.jar.toString());
		}
		// what does not fit any more is left aside, which is no matter for the log
		return List.of("-XX:AOTCache=" + cache(), "-Xlog:aot*=off", "-jar",
				this.folder.resolve(APPLICATION).toString());
	}

	public boolean isThere() {
		return Files.exists(cache());
	}

	private Path cache() {
		return this.folder.resolve("application.aot");
	}

	/**
	 * Starts the service once, up to where it would connect and listen, and keeps what
	 * the JVM learns. What it learnt for another build of the service is deleted.
	 * @param log gets what the JVM says
	 * @throws PlatformException when this JVM cannot, or the start fails: the log tells
	 */
	public void train(Path log) {
		if (Runtime.version().feature() < LEAST_JAVA) {
			throw new PlatformException("To train takes a JDK " + LEAST_JAVA + " or newer, and this is "
					+ Runtime.version() + ": install one, or set JAVA_HOME to it.");
		}
		forget();
		run(log, "-Djarmode=tools", "-jar", this.jar.toString(), "extract", "--destination", this.folder.toString(),
				"--application-filename", APPLICATION);
		List<String> options = new ArrayList<>(TRAINING);
		// under another name until it is whole
		Path unfinished = this.folder.resolve("unfinished.aot");
		options.addFirst("-XX:AOTCacheOutput=" + unfinished);
		options.addAll(List.of("-jar", this.folder.resolve(APPLICATION).toString()));
		run(log, options.toArray(String[]::new));
		try {
			Files.move(unfinished, cache());
		}
		catch (IOException ex) {
			throw new PlatformException(
					"Nothing was learnt of " + this.service.processName() + "; the log: " + log + ".", ex);
		}
	}

	/** Deletes what was learnt of any build of the service. */
	public void forget() {
		try (Stream<Path> siblings = Files.list(this.jar.resolveSibling(""))) {
			siblings.filter((sibling) -> sibling.getFileName().toString().startsWith(PREFIX))
				.forEach(PlatformDirectory::deleteRecursively);
		}
		catch (IOException ex) {
			throw new PlatformException("Cannot clear " + this.folder + ": " + ex + ".", ex);
		}
	}

	private void run(Path log, String... options) {
		try {
			Files.createDirectories(log.resolveSibling(""));
			Process process = new ProcessBuilder(JavaProgram.java(options)).redirectErrorStream(true)
				.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
				.start();
			Thread endWithJvm = new Thread(() -> end(process), "end-training");
			Runtime.getRuntime().addShutdownHook(endWithJvm);
			try {
				int exitCode = process.waitFor();
				if (exitCode != 0) {
					throw new PlatformException("Training " + this.service.processName() + " ended with exit code "
							+ exitCode + "; its log: " + log + ".");
				}
			}
			finally {
				end(process);
				ShutdownHooks.remove(endWithJvm);
			}
		}
		catch (IOException ex) {
			throw new PlatformException("Cannot train " + this.service.processName() + ": " + ex + ".", ex);
		}
		catch (InterruptedException ex) {
			throw PlatformException.interrupted("Training " + this.service.processName());
		}
	}

	/** With the JVM that it starts to write the cache. */
	private static void end(Process process) {
		process.descendants().forEach(ProcessHandle::destroyForcibly);
		process.destroyForcibly();
	}

}
