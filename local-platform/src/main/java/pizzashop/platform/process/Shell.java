package pizzashop.platform.process;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** Sends the signals that Java itself cannot. */
final class Shell {

	private Shell() {
	}

	/** Every shell has a kill of its own; small systems have no other. */
	static void kill(String signal, ProcessHandle process) throws IOException, InterruptedException {
		new ProcessBuilder("sh", "-c", "kill -" + signal + " \"$0\"", Long.toString(process.pid())).inheritIO()
			.start()
			.waitFor(5, TimeUnit.SECONDS);
	}

}
