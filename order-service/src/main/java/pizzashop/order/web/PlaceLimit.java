package pizzashop.order.web;

import java.time.Duration;

import com.netflix.concurrency.limits.limit.AbstractLimit;

/**
 * How many orders are let in at a time, by <a href=
 * "https://en.wikipedia.org/wiki/Additive_increase/multiplicative_decrease">additive
 * increase, multiplicative decrease</a>: one more for each that is placed soon while at
 * least half of the places are taken; a fifth fewer when one is placed late, or refused
 * in spite of its place. Those that are in hand together are late together, so that is
 * done ten times a second at most, as TCP steps back once for all that one window lost
 * (RFC 5681).
 */
final class PlaceLimit extends AbstractLimit {

	private static final double DECREASE = 0.8;

	private static final long NANOS_BETWEEN_DECREASES = Duration.ofMillis(100).toNanos();

	private final int fewest;

	private final int most;

	private final long lateNanos;

	private long decreasedAt;

	/**
	 * @param initial how many at first
	 * @param late who takes longer is late
	 */
	PlaceLimit(int initial, int fewest, int most, Duration late) {
		super(initial);
		this.fewest = fewest;
		this.most = most;
		this.lateNanos = late.toNanos();
	}

	/** Called for one order at a time. */
	@Override
	protected int _update(long startTime, long took, int taken, boolean refused) {
		if (refused || took > this.lateNanos) {
			return decreased(startTime + took);
		}
		return (2 * taken >= getLimit()) ? Math.min(this.most, getLimit() + 1) : getLimit();
	}

	private int decreased(long now) {
		if (this.decreasedAt != 0 && now - this.decreasedAt < NANOS_BETWEEN_DECREASES) {
			return getLimit();
		}
		this.decreasedAt = now;
		return Math.max(this.fewest, (int) (getLimit() * DECREASE));
	}

}
