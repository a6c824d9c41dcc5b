package pizzashop.platform.process;

import java.util.List;

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
		if (Shell.finds("setsid")) {
			return List.of("setsid");
		}
		// macOS has no setsid, but perl
		return Shell.finds("perl") ? List.of("perl", "-MPOSIX", "-e", "POSIX::setsid(); exec { $ARGV[0] } @ARGV", "--")
				: List.of();
	}

}
