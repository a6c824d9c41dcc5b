package pizzashop.platform.records;

import java.util.ArrayList;
import java.util.List;

/** Lays dead letters out in columns, one line each. */
public final class DeadLetterTable {

	private static final int LONGEST_CAUSE = 100;

	private static final List<String> TITLES = List.of("FAILED AT", "GROUP", "ORDER", "RECORD", "CAUSE");

	private DeadLetterTable() {
	}

	/** A line of titles, then a line for each dead letter. */
	public static List<String> lines(List<DeadLetter> deadLetters) {
		List<List<String>> rows = new ArrayList<>();
		rows.add(TITLES);
		deadLetters.forEach((letter) -> rows.add(List.of(letter.failedAt(), letter.group(), letter.orderId(),
				letter.origin(), oneLine(letter.cause()))));
		int[] widths = new int[TITLES.size()];
		for (List<String> row : rows) {
			for (int column = 0; column < widths.length; column++) {
				widths[column] = Math.max(widths[column], row.get(column).length());
			}
		}
		return rows.stream().map((row) -> line(row, widths)).toList();
	}

	private static String line(List<String> row, int[] widths) {
		StringBuilder line = new StringBuilder();
		for (int column = 0; column < widths.length; column++) {
			String cell = row.get(column);
			line.append(cell).append(" ".repeat(widths[column] - cell.length() + 2));
		}
		return line.toString().stripTrailing();
	}

	/**
	 * Control characters too become spaces: a cause may quote what a stranger sent, and
	 * must not steer the terminal.
	 */
	private static String oneLine(String text) {
		String flat = text.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
		return (flat.length() <= LONGEST_CAUSE) ? flat : flat.substring(0, LONGEST_CAUSE - 1) + "…";
	}

}
