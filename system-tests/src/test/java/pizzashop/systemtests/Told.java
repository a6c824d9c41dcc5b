package pizzashop.systemtests;

import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** What long tests tell while they run, and at their end. */
final class Told {

	private Told() {
	}

	/** A sentence with the time of day before it. */
	static void line(String sentence) {
		System.out.println(LocalTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.SECONDS) + "  " + sentence);
	}

	/** Say {@code 1,824}. */
	static String number(int number) {
		return String.format(Locale.ROOT, "%,d", number);
	}

	/** Say {@code 12.3 s}. */
	static String seconds(Duration duration) {
		return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
	}

	/** How long it is since {@link System#nanoTime()} was this. */
	static String since(long nanoTime) {
		return seconds(Duration.ofNanos(System.nanoTime() - nanoTime));
	}

}
