package pizzashop.platform.letters;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

import pizzashop.platform.operator.Letter;
import tools.jackson.databind.JsonNode;

/** Lays all of one dead letter out for reading. */
public final class DeadLetterSheet {

	static final String INDENTATION = "  ";

	private static final String FACT = INDENTATION + "%-10s %s";

	private static final String FACT_INDENTATION = INDENTATION + " ".repeat(11);

	private static final int WIDEST_NAME_OF_A_HEADER = 30;

	private final Letter letter;

	private final int columns;

	private final UnaryOperator<String> heading;

	private final List<String> lines = new ArrayList<>();

	private DeadLetterSheet(Letter letter, int columns, UnaryOperator<String> heading) {
		this.letter = letter;
		this.columns = columns;
		this.heading = heading;
	}

	/**
	 * Everything the desk told.
	 * @param columns how wide the terminal is
	 * @param heading makes a line stand out
	 */
	public static List<String> lines(Letter letter, int columns, UnaryOperator<String> heading) {
		DeadLetterSheet sheet = new DeadLetterSheet(letter, columns, heading);
		sheet.title();
		sheet.facts();
		sheet.causes();
		sheet.headers();
		letter.event().ifPresentOrElse(sheet::event, sheet::bytes);
		sheet.history();
		return sheet.lines;
	}

	private void title() {
		this.lines.add(this.heading
			.apply("Dead letter " + Visible.line(this.letter.id()) + ", " + Visible.line(this.letter.status())));
		add(Visible.line(this.letter.service()) + " could not process " + what() + ":");
		add(Visible.line(this.letter.cause()));
		this.lines.add("");
	}

	private String what() {
		return this.letter.type().isEmpty() ? "this record" : "this " + Visible.line(this.letter.type());
	}

	private void facts() {
		fact("failed",
				LocalTime.exact(this.letter.failedAt()) + ", after " + counted(this.letter.attempts(), "attempt"));
		fact("record", this.letter.origin() + ", " + counted(this.letter.bytes(), "byte") + ", written "
				+ LocalTime.exact(this.letter.timestamp()));
		fact("order", this.letter.order().isEmpty() ? "none: the record has no key" : this.letter.order());
		if (!this.letter.orderUrl().isEmpty()) {
			fact("", this.letter.orderUrl());
		}
		fact("redriven", switch (this.letter.rounds()) {
			case 0 -> "never";
			case 1 -> "once";
			default -> this.letter.rounds() + " times";
		});
	}

	private void causes() {
		section("Causes");
		this.letter.causes().forEach((cause) -> Visible.lines(cause).forEach(this::add));
	}

	private void headers() {
		section("Headers");
		int widest = this.letter.headers()
			.stream()
			.mapToInt((header) -> Visible.widthOf(Visible.line(header.name())))
			.max()
			.orElse(0);
		for (Letter.Header header : this.letter.headers()) {
			add(Visible.padded(Visible.line(header.name()), Math.min(widest, WIDEST_NAME_OF_A_HEADER)) + INDENTATION
					+ Visible.line(header.value()));
		}
	}

	private void event(JsonNode event) {
		section("Event");
		LetterJson.of(event).lines().forEach(this::addAsIs);
	}

	private void bytes() {
		section("Bytes, which are no event"
				+ (this.letter.undecodable().isEmpty() ? "" : ": " + Visible.line(this.letter.undecodable())));
		byte[] bytes = bytesOf(this.letter.hex());
		HexDump.lines(bytes, this.columns).forEach(this::addAsIs);
		if (bytes.length < this.letter.bytes()) {
			add("and " + counted(this.letter.bytes() - bytes.length, "byte") + " more");
		}
		if (!this.letter.asText().isBlank()) {
			section("The same as text");
			Visible.lines(this.letter.asText()).forEach(this::addAsIs);
		}
	}

	private static byte[] bytesOf(String hex) {
		try {
			return HexFormat.of().parseHex(hex);
		}
		catch (IllegalArgumentException ex) {
			return new byte[0];
		}
	}

	private void history() {
		section("History");
		for (Letter.Entry entry : this.letter.history()) {
			add(String.format(Locale.ROOT, "%s  %-9s  %s%s%s", LocalTime.seconds(entry.at()),
					Visible.line(entry.action()), entry.by().isEmpty() ? "" : "by " + Visible.line(entry.by()),
					(entry.round() > 0) ? ", round " + entry.round() : "",
					entry.reason().isEmpty() ? "" : ": " + Visible.line(entry.reason())));
		}
	}

	private void section(String title) {
		this.lines.add("");
		this.lines.add(this.heading.apply(title));
	}

	private void fact(String name, String value) {
		addWrapped(String.format(Locale.ROOT, FACT, name, Visible.line(value)), FACT_INDENTATION);
	}

	private void add(String line) {
		addWrapped(INDENTATION + line, INDENTATION.repeat(2));
	}

	private void addAsIs(String line) {
		this.lines.add((INDENTATION + line).stripTrailing());
	}

	private void addWrapped(String line, String indentation) {
		this.lines.addAll(Visible.wrapped(line, this.columns, indentation));
	}

	private static String counted(long count, String noun) {
		return count + " " + noun + ((count == 1) ? "" : "s");
	}

}
