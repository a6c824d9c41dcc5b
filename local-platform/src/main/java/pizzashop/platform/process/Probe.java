package pizzashop.platform.process;

/** Asks a process whether it does its work yet. */
@FunctionalInterface
public interface Probe {

	/**
	 * Answers within a few seconds. An exception counts as "not yet".
	 * @return whether the process is ready
	 * @throws Exception when the process does not answer
	 */
	boolean isReady() throws Exception;

}
