package pizzashop.platform.process;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Ctrl-C reaches every process of the terminal's foreground group at once. A session of
 * its own keeps a child out of that, so that the launcher can stop the services before
 * what they need.
 */
final class SessionLeader {

	private static final List<String> PREFIX = findPrefix();

	private SessionLeader() {
	}

	/** What to put before a command; empty where the machine has no means. */
	static List<String> prefix() {
		return PREFIX;
	}

	private static List<String> findPrefix() {
		if (isOnPath("setsid")) {
			return List.of("setsid");
		}
		// macOS has no setsid, but perl
		return isOnPath("perl") ? List.of("perl", "-MPOSIX", "-e", "POSIX::setsid(); exec { $ARGV[0] } @ARGV", "--")
				: List.of();
	}

	private static boolean isOnPath(String program) {
		String path = System.getenv().getOrDefault("PATH", "");
		return Stream.of(path.split(File.pathSeparator, -1))
			.anyMatch((directory) -> Files.isExecutable(Path.of(directory, program)));
	}

}
