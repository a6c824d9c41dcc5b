package pizzashop.platform.check;

import java.time.Duration;
import java.util.Set;

import pizzashop.platform.process.PlatformException;
import pizzashop.platform.process.Progress;

/** Checks a running system from outside. */
public final class InvariantCheck {

	private InvariantCheck() {
	}

	/**
	 * Waits until the system is quiet, that is until every order is at its end and every
	 * consumer group has committed up to the end of the topic, then reads and checks
	 * everything that ever happened in it. Nobody should order meanwhile.
	 * @param plantedKeys the keys of the records that somebody damaged or let fail on
	 * purpose: dead letters with these keys are fine, and so are events with these keys
	 * that belong to no order
	 * @param answered201 ids of orders that somebody was answered 201 for, beside those
	 * that the shop knows; may be empty
	 * @param patience how long to wait at most; what is not done by then is found stuck
	 * @param progress hears about what takes longer than two seconds
	 * @throws PlatformException when a part of the system does not answer
	 */
	public static CheckResult of(Endpoints endpoints, Set<String> plantedKeys, Set<String> answered201,
			Duration patience, Progress progress) {
		try (Observation observation = new Observation(endpoints, new Patience(patience, progress))) {
			return Checker.check(observation.observe(), plantedKeys, answered201);
		}
	}

}
