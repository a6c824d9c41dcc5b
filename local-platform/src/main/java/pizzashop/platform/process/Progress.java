package pizzashop.platform.process;

import java.time.Duration;
import java.util.List;

/** Hears what happens while processes start and stop. */
public interface Progress {

	/** Hears and says nothing. */
	Progress SILENT = new Progress() {
	};

	/** Something worth a line happened. */
	default void say(String sentence) {
	}

	/** A process does its work now. */
	default void ready(ChildProcess process, Duration took) {
	}

	/**
	 * Called about once a second as long as processes are on their way.
	 * @param names the processes that are not ready yet
	 * @param since how long they have been starting
	 */
	default void waiting(List<String> names, Duration since) {
	}

}
