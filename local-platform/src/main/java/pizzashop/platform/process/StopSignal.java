package pizzashop.platform.process;

import java.io.IOException;

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
			Shell.kill(name(), process);
		}
		catch (IOException ex) {
			process.destroy();
		}
	}

}
