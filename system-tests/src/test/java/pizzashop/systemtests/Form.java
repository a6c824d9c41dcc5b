package pizzashop.systemtests;

import java.time.Duration;

/**
 * How much the tests that break things do. The quick form runs in every build, the long
 * one with {@code -Plong}.
 *
 * @param instancesOfEach whether of the two instances of a service the first one is
 * broken, or both in turn
 * @param killsOfEach how often each process is killed
 * @param leastOrders how many orders are placed meanwhile, at least
 * @param ordersPerSecond how fast: two cores that start a service meanwhile have to keep
 * up
 * @param outage how long something is away
 */
record Form(int instancesOfEach, int killsOfEach, int leastOrders, int ordersPerSecond, Duration outage) {

	private static final Form QUICK = new Form(1, 1, 800, 8, Duration.ofSeconds(8));

	private static final Form LONG = new Form(2, 2, 3000, 8, Duration.ofSeconds(30));

	static Form current() {
		return Boolean.getBoolean("pizzashop.tests.long") ? LONG : QUICK;
	}

}
