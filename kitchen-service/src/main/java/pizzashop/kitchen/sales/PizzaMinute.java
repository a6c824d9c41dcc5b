package pizzashop.kitchen.sales;

import java.time.Duration;
import java.time.Instant;

/**
 * What was sold of a pizza in a minute.
 *
 * @param start when the minute began
 */
record PizzaMinute(String pizza, Instant start, Tally tally) {

	static final Duration LENGTH = Duration.ofMinutes(1);

	/** More than are open at a time, see {@link SalesTopology#GRACE}. */
	private static final int SLOTS = 10;

	/**
	 * Under what it is published. A minute takes the place of the one ten minutes before,
	 * so neither the topic nor the table made of it grows with time.
	 */
	String slot() {
		return this.start.getEpochSecond() / LENGTH.toSeconds() % SLOTS + " " + this.pizza;
	}

}
