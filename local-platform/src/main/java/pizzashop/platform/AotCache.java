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
	private static final List<String> UP_TO_LISTENING = List.of("-Dspring.context.exit=onRefresh",
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
		// what does not fit is left aside, which is no matter for the log
		return isThere() ? launchWith(cache(), "-Xlog:aot*=off") : launchWithout();
	}

	/** Says how to start the service as if nothing were learnt. */
	List<String> launchWithout() {
		return List.of("-jar", this.jar.toString());
	}

	private List<String> launchWith(Path cache, String option) {
		return List.of("-XX:AOTCache=" + cache, option, "-jar", this.folder.resolve(APPLICATION).toString());
	}

	public boolean isThere() {
		return Files.exists(cache());
	}

	private Path cache() {
		return this.folder.resolve("application.aot");
	}

	/**
	 * Makes sure that this JVM can keep what it learns.
	 * @throws PlatformException when it cannot
	 */
	public static void checkSupported() {
		if (Runtime.version().feature() < LEAST_JAVA) {
			throw new PlatformException("To train services takes a JDK " + LEAST_JAVA + " or newer, and this is "
					+ Runtime.version() + ": install one, or set JAVA_HOME to it.");
		}
	}

	/**
	 * Starts the service once, up to where it would connect and listen, keeps what the
	 * JVM learns, and starts it again to see that it fits. What was learnt of another
	 * build of the service is deleted.
	 * @param log gets what the JVM says
	 * @throws PlatformException when a start fails: the log tells
	 */
	public void train(Path log) {
		forget();
		run(log, List.of("-Djarmode=tools", "-jar", this.jar.toString(), "extract", "--destination",
				this.folder.toString(), "--application-filename", APPLICATION));
		// under another name until it is known to fit
		Path untried = this.folder.resolve("untried.aot");
		List<String> learning = new ArrayList<>(UP_TO_LISTENING);
		learning.addAll(List.of("-XX:AOTCacheOutput=" + untried, "-jar", this.folder.resolve(APPLICATION).toString()));
		run(log, learning);
		List<String> trying = new ArrayList<>(UP_TO_LISTENING);
		trying.addAll(launchWith(untried, "-XX:AOTMode=on"));
		run(log, trying);
		try {
			Files.move(untried, cache());
		}
		catch (IOException ex) {
			throw new PlatformException(
					"Nothing was learnt of " + this.service.processName() + "; its log: " + log + ".", ex);
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

	private void run(Path log, List<String> options) {
		try {
			Files.createDirectories(log.resolveSibling(""));
			Process process = new ProcessBuilder(JavaProgram.java(options.toArray(String[]::new)))
				.redirectErrorStream(true)
				.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
				.start();
			Thread endWithJvm = new Thread(() -> end(process), "end-training");
			try {
				Runtime.getRuntime().addShutdownHook(endWithJvm);
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
		catch (IllegalStateException ex) { // this JVM ends
			throw new PlatformException("The training was stopped.", ex);
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
