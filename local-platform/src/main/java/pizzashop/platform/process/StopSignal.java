package pizzashop.platform.process;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** The signal that asks a process to stop in good order. */
public enum StopSignal {

	TERM,

	/**
	 * PostgreSQL's "fast" shutdown: TERM would wait for as long as a client is connected.
	 */
	INT;

	/** A process that cannot be sent this signal is sent TERM. */
	void send(ProcessHandle process) throws InterruptedException {
		if (this == TERM) {
			process.destroy();
			return;
		}
		try {
			// every shell has a kill of its own; small systems have no other
			new ProcessBuilder("sh", "-c", "kill -" + name() + " \"$0\"", Long.toString(process.pid())).inheritIO()
				.start()
				.waitFor(5, TimeUnit.SECONDS);
		}
		catch (IOException ex) {
			process.destroy();
		}
	}

}
