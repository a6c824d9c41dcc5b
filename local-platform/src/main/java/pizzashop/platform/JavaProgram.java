package pizzashop.platform;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import pizzashop.platform.process.PlatformException;

/** Builds the command lines of Java child processes, each kept small. */
final class JavaProgram {

	/**
	 * From this version on Java complains in the log about what Kafka's compression does.
	 */
	private static final int UNSAFE_WARNS_SINCE = 23;

	private static final int COMPACT_HEADERS_SINCE = 25;

	private JavaProgram() {
	}

	/** The Java that runs this very program runs its children too. */
	static List<String> java(String... options) {
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseSerialGC",
						"-Xss512k", "-XX:+ExitOnOutOfMemoryError", "--enable-native-access=ALL-UNNAMED"));
		if (Runtime.version().feature() >= UNSAFE_WARNS_SINCE) {
			command.add("--sun-misc-unsafe-memory-access=allow");
		}
		if (Runtime.version().feature() >= COMPACT_HEADERS_SINCE) {
			command.add("-XX:+UseCompactObjectHeaders");
		}
		command.addAll(List.of(options));
		return command;
	}

	/** The class path of this module: itself and everything its child processes use. */
	static String classPath(ProjectHome home) {
		return ownCode() + File.pathSeparator + home.libraries().resolve("*");
	}

	private static Path ownCode() {
		try {
			return Path.of(JavaProgram.class.getProtectionDomain().getCodeSource().getLocation().toURI());
		}
		catch (URISyntaxException ex) {
			throw new PlatformException("Cannot find the jar of local-platform: " + ex + ".", ex);
		}
	}

}
