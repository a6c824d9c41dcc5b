package pizzashop.platform;

/** With which of Java's compilers the system's processes run. */
public enum Compilers {

	/**
	 * The quick one alone: a process starts sooner, and in less memory. A service that
	 * was trained starts with what it learnt.
	 */
	QUICK("-XX:TieredStopAtLevel=1"),

	/**
	 * Both: what is hot gets faster by the minute. For load, which is measured without
	 * what services learnt in an earlier run.
	 */
	ALL("-XX:TieredStopAtLevel=4");

	private final String option;

	Compilers(String option) {
		this.option = option;
	}

	String option() {
		return this.option;
	}

}
