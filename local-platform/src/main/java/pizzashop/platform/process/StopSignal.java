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

	void send(ProcessHandle process) {
		if (this == TERM) {
			process.destroy();
			return;
		}
		try {
			new ProcessBuilder("kill", "-" + name(), Long.toString(process.pid())).inheritIO()
				.start()
				.waitFor(5, TimeUnit.SECONDS);
		}
		catch (IOException ex) {
			throw new PlatformException("Cannot send the signal " + name() + ": " + ex + ".", ex);
		}
		catch (InterruptedException ex) {
			throw PlatformException.interrupted("Stopping process " + process.pid());
		}
	}

}
