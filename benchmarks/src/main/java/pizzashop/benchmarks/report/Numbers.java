package pizzashop.benchmarks.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Numbers as people read them. Public because the page's template calls it. */
public final class Numbers {

	private static final String NONE = "–";

	private static final DateTimeFormatter TIME = DateTimeFormatter
		.ofPattern("d MMMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
		.withZone(ZoneOffset.UTC);

	/**
	 * Three significant digits, four from a thousand on; a dash for what is no number.
	 */
	public String of(double value) {
		return Double.isFinite(value) ? format().format(rounded(value, (Math.abs(value) < 1000) ? 3 : 4)) : NONE;
	}

	/** Every digit of it, such as the 99.999 of a percentile. */
	public String exactly(double value) {
		return Double.isFinite(value) ? format().format(BigDecimal.valueOf(value)) : NONE;
	}

	/** From the lowest to the highest round. */
	public String range(Measurement measurement) {
		return (measurement.rounds().size() == 1) ? "one round"
				: of(measurement.lowest()) + " to " + of(measurement.highest());
	}

	public String time(Instant time) {
		return TIME.format(time);
	}

	public String duration(Duration duration) {
		return (duration.toMinutes() == 0) ? duration.toSeconds() + " s"
				: duration.toMinutes() + " min " + duration.toSecondsPart() + " s";
	}

	static BigDecimal rounded(double value, int digits) {
		return new BigDecimal(value).round(new MathContext(digits));
	}

	/** A new one each time: it keeps state. */
	private static DecimalFormat format() {
		return new DecimalFormat("#,##0.##########", DecimalFormatSymbols.getInstance(Locale.ENGLISH));
	}

}
