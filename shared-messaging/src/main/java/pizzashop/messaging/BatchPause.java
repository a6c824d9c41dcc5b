package pizzashop.messaging;

import java.time.Duration;

/**
 * How long whoever works in batches lets others come before the next one. A transaction
 * costs nearly the same for one piece of work and for many, so where many come, a pause
 * costs them little and saves most of the transactions. The batch before tells how many
 * come, so where one comes at a time it hardly waits.
 */
public final class BatchPause {

	private static final Duration PER_PIECE = Duration.ofMillis(2);

	private static final Duration LONGEST = Duration.ofMillis(40);

	private BatchPause() {
	}

	/**
	 * The pause after a batch: none after one that was full, as more waits already.
	 * @param size how many pieces of work were in it
	 * @param most how many fit
	 */
	public static Duration after(int size, int most) {
		if (size >= most) {
			return Duration.ZERO;
		}
		Duration pause = PER_PIECE.multipliedBy(size);
		return (pause.compareTo(LONGEST) < 0) ? pause : LONGEST;
	}

}
