package pizzashop.benchmarks.scenario;

import java.time.Duration;

import pizzashop.benchmarks.system.LoadedShop;
import pizzashop.platform.check.GroupLag;

/**
 * Looks for the highest rate of orders that the whole system sustains. All rates are
 * steps of one ladder, so that what two searches find can be compared.
 */
final class RateSearch {

	/** A rate is so many times the one below. */
	static final double STEP = 1.08;

	/** Short trials leave out the steps between. */
	private static final double STRIDE = STEP * STEP * STEP;

	private static final double FIRST_RATE = 250;

	private static final double LOWEST_RATE = 5;

	/** A pause of the machine weighs much in a short trial. */
	private static final int CHANCES = 2;

	private final Bench bench;

	private final LoadedShop shop;

	private final GroupLag lag;

	RateSearch(Bench bench, LoadedShop shop, GroupLag lag) {
		this.bench = bench;
		this.shop = shop;
		this.lag = lag;
	}

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
		Trial trial = sustained(rate * STEP);
		if (!trial.isSustained()) {
			return highestBelow(trial);
		}
		while (true) {
			Trial next = sustained(trial.perSecond() * STEP);
			if (!next.isSustained()) {
				return trial;
			}
			trial = next;
		}
	}

	/** The highest rate that is sustained below one that was not. */
	Trial highestBelow(Trial trial) {
		Trial below = sustained(trial.perSecond() / STEP);
		return (below.isSustained() || below.perSecond() < LOWEST_RATE) ? below : highestBelow(below);
	}

	private boolean isPromising(double perSecond) {
		for (int chance = 0; chance < CHANCES; chance++) {
			if (briefly(perSecond).isSustained()) {
				return true;
			}
		}
		return false;
	}

	/** For as long as a rate has to be sustained. */
	Trial sustained(double perSecond) {
		return trial(perSecond, this.bench.lengths().sustained());
	}

	/** For as long as a short trial takes. */
	Trial briefly(double perSecond) {
		return trial(perSecond, this.bench.lengths().probe());
	}

	private Trial trial(double perSecond, Duration duration) {
		Trial trial = Trial.of(this.bench, this.shop, this.lag, perSecond, duration);
		this.bench.say("  " + trial);
		return trial;
	}

}
