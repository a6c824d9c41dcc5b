package pizzashop.benchmarks.load;

import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * What became of one request. Times are microseconds since 1970.
 *
 * @param request its name in the {@link LoadPlan}
 * @param due when it was to begin: when it did begin, unless the plan is open
 * @param ended when the answer was there
 * @param status of HTTP; 0 when there was no answer
 * @param order the order that was placed, if one was
 */
public record Answer(String request, long due, long ended, int status, @Nullable UUID order) {

	static final int NO_ANSWER = 0;

	private static final int OK = 200;

	private static final int CREATED = 201;

	private static final int SERVICE_UNAVAILABLE = 503;

	/** Whether it came before those that count. */
	boolean isWarmUp() {
		return this.request.equals(LoadPlan.Request.WARM_UP.name());
	}

	public boolean isPlaced() {
		return this.status == CREATED;
	}

	/** Whether what was asked for, and places nothing, was done. */
	public boolean isDone() {
		return this.status == OK;
	}

	/** Whether there was too much to do, as the service says. */
	public boolean isRefused() {
		return this.status == SERVICE_UNAVAILABLE;
	}

	/**
	 * From when it was due, in microseconds: a request that began late took longer.
	 * Nothing when the clock was set back meanwhile.
	 */
	public long latency() {
		return Math.max(0, this.ended - this.due);
	}

	/** A line of a file. */
	String toLine() {
		return this.request + " " + this.due + " " + this.ended + " " + this.status + " "
				+ ((this.order != null) ? this.order : "-");
	}

	static Answer fromLine(String line) {
		String[] parts = line.split(" ", -1);
		return new Answer(parts[0], Long.parseLong(parts[1]), Long.parseLong(parts[2]), Integer.parseInt(parts[3]),
				parts[4].equals("-") ? null : UUID.fromString(parts[4]));
	}

	Answer dueAt(long due) {
		return new Answer(this.request, due, this.ended, this.status, this.order);
	}

}
