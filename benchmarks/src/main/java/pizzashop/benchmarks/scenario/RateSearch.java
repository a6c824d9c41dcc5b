package pizzashop.benchmarks.scenario;

import java.util.function.DoubleFunction;

/**
 * Looks for the highest rate of orders that the whole system sustains. All rates are
 * steps of one ladder, so that what two searches find can be compared.
 *
 * @param briefly tries so many orders a second for a short time
 * @param atLength tries so many orders a second for as long as a rate has to be sustained
 */
record RateSearch(DoubleFunction<Trial> briefly, DoubleFunction<Trial> atLength) {

	/** A rate is so many times the one below. */
	static final double STEP = 1.08;

	/** About 250: from there 1,000 is one of the steps. */
	static final double FIRST_RATE = 1000 / Math.pow(STEP, 18);

	/** Short trials leave out the steps between. */
	private static final double STRIDE = STEP * STEP * STEP;

	private static final double LOWEST_RATE = 5;

	/** How often a rate is tried briefly: a pause of the machine weighs much then. */
	private static final int CHANCES = 2;

	/**
	 * By short trials first, upwards, and then by trials of full length, step by step.
	 * @return the highest rate that was sustained, where the next one was not; or the
	 * lowest of all
	 */
	Trial highest() {
		double rate = FIRST_RATE;
		while (isPromising(rate * STRIDE)) {
			rate *= STRIDE;
		}
		Trial trial = this.atLength.apply(rate * STEP);
		if (!trial.isSustained()) {
			return highestBelow(trial);
		}
		while (true) {
			Trial next = this.atLength.apply(trial.perSecond() * STEP);
			if (!next.isSustained()) {
				return trial;
			}
			trial = next;
		}
	}

	/** The highest rate that is sustained below one that was not. */
	Trial highestBelow(Trial trial) {
		Trial below = this.atLength.apply(trial.perSecond() / STEP);
		return (below.isSustained() || below.perSecond() < LOWEST_RATE) ? below : highestBelow(below);
	}

	private boolean isPromising(double perSecond) {
		for (int chance = 0; chance < CHANCES; chance++) {
			if (this.briefly.apply(perSecond).isSustained()) {
				return true;
			}
		}
		return false;
	}

}
