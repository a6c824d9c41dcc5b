package pizzashop.platform.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Lets others go first where processors are short, by Linux' weights: who gives way has a
 * fourth of the right to them that others have. Where Linux groups threads by session
 * (<a href="https://man7.org/linux/man-pages/man7/sched.7.html">autogroups</a>) it is the
 * session's niceness that counts, elsewhere the process's; so both are set.
 */
final class Niceness {

	private static final String GIVING_WAY = "6";

	private static final List<String> PREFIX = Shell.finds("nice") ? List.of("nice", "-n", GIVING_WAY) : List.of();

	private static final int ATTEMPTS = 20;

	private static final int MILLIS_BETWEEN_ATTEMPTS = 100;

	private Niceness() {
	}

	/** What to put before a command that gives way; empty where there are no means. */
	static List<String> prefix() {
		return PREFIX;
	}

	/**
	 * Has the session that a process leads give way. Who is not root may do that ten
	 * times a second on the whole machine. What cannot be done within two seconds is
	 * left: on idle processors all is the same without.
	 * @param leader the process, which has a session of its own by now; when it ends,
	 * nothing is left to do
	 */
	static void giveWay(Process leader) throws InterruptedException {
		Path niceness = Path.of("/proc", Long.toString(leader.pid()), "autogroup");
		boolean own = !SessionLeader.prefix().isEmpty();
		for (int i = 0; own && i < ATTEMPTS && Files.isWritable(niceness); i++) {
			try {
				Files.writeString(niceness, GIVING_WAY);
				return;
			}
			catch (IOException ex) { // too soon after another
				if (leader.waitFor(MILLIS_BETWEEN_ATTEMPTS, TimeUnit.MILLISECONDS)) {
					return;
				}
			}
		}
	}

}
