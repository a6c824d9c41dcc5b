package pizzashop.notification.alert;

import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * A dead letter, as the owner is told of it. Anybody can write one: what it says is cut
 * to one line of bounded length, fit for a database, a header and a mail.
 *
 * @param id the same when its record is redriven and fails again
 * @param round how often it had been redriven when it failed
 * @param service whose consumer group failed
 * @param order the record's key, null when it has none
 * @param exception what was thrown: the class, without its package
 * @param message what that says
 */
public record Letter(UUID id, int round, String service, @Nullable String order, String exception, String message) {

	private static final int SHORT_ID_LENGTH = 8;

	private static final int LONGEST_NAME = 80;

	private static final int LONGEST_MESSAGE = 300;

	/** Line breaks, NUL and all that steers a terminal or turns the writing direction. */
	private static final String UNPRINTABLE = "[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]+";

	public Letter {
		service = named(service);
		order = (order != null) ? named(order) : null;
		exception = named(exception.substring(exception.lastIndexOf('.') + 1));
		message = inOneLine(message, LONGEST_MESSAGE);
	}

	/** Enough of the id to find the letter by. */
	public String shortId() {
		return this.id.toString().substring(0, SHORT_ID_LENGTH);
	}

	/** What was thrown, and what that says. */
	public String cause() {
		return this.message.isEmpty() ? this.exception : this.exception + ": " + this.message;
	}

	private static String named(String name) {
		String line = inOneLine(name, LONGEST_NAME);
		return line.isEmpty() ? "unknown" : line;
	}

	static String inOneLine(String text, int longest) {
		String bounded = (text.length() <= longest) ? text : text.substring(0, longest - 1) + "…";
		return bounded.replaceAll(UNPRINTABLE, " ").strip();
	}

}
