package pizzashop.platform.letters;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;

/** Times as the clock on the wall shows them. */
public final class LocalTime {

	private static final DateTimeFormatter EXACT = formatter("yyyy-MM-dd HH:mm:ss.SSS");

	private static final DateTimeFormatter SECONDS = formatter("yyyy-MM-dd HH:mm:ss");

	private static final DateTimeFormatter MINUTES = formatter("MM-dd HH:mm");

	private LocalTime() {
	}

	private static DateTimeFormatter formatter(String pattern) {
		return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneId.systemDefault());
	}

	/** To the second; a text that is no time stays as it is. */
	public static String seconds(String iso) {
		return format(iso, SECONDS);
	}

	static String exact(String iso) {
		return format(iso, EXACT);
	}

	/** Without the year. */
	static String minutes(String iso) {
		return format(iso, MINUTES);
	}

	private static String format(String iso, DateTimeFormatter formatter) {
		try {
			return formatter.format(Instant.parse(iso));
		}
		catch (DateTimeParseException ex) {
			return Visible.line(iso);
		}
	}

}
