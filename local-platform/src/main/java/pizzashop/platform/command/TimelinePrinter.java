package pizzashop.platform.command;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

import pizzashop.platform.customer.TimelineEntry;

/** Prints what happens to an order, a line for each event. */
final class TimelinePrinter {

	private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT)
		.withZone(ZoneId.systemDefault());

	private final Terminal terminal;

	TimelinePrinter(Terminal terminal) {
		this.terminal = terminal;
	}

	void print(TimelineEntry entry) {
		this.terminal.say(
				String
					.format("    %s  %-10s %-22s %s", this.terminal.faint(TIME.format(entry.at())), entry.status(),
							entry.event(), entry.detail())
					.stripTrailing());
	}

}
