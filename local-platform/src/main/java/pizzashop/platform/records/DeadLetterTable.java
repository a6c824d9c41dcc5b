package pizzashop.platform.records;

import java.util.ArrayList;
import java.util.List;

/** Lays dead letters out in columns, one line each. */
public final class DeadLetterTable {

	private static final List<String> TITLES = List.of("FAILED AT", "GROUP", "ORDER", "RECORD", "CAUSE");

	private static final List<Integer> LONGEST = List.of(40, 40, 40, 60, 100);

	private DeadLetterTable() {
	}

	/** A line of titles, then a line for each dead letter. */
	public static List<String> lines(List<DeadLetter> deadLetters) {
		List<List<String>> rows = new ArrayList<>();
		rows.add(TITLES);
		deadLetters.forEach((letter) -> rows
			.add(cells(letter.failedAt(), letter.group(), letter.orderId(), letter.origin(), letter.cause())));
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

	private static List<String> cells(String... texts) {
		List<String> cells = new ArrayList<>();
		for (int column = 0; column < texts.length; column++) {
			cells.add(cell(texts[column], LONGEST.get(column)));
		}
		return cells;
	}

	/**
	 * Whatever is not visible becomes a space: every column may hold what a stranger
	 * sent, and must not steer the terminal.
	 */
	private static String cell(String text, int longest) {
		String flat = text.replaceAll("[\\p{Z}\\p{C}]+", " ").strip();
		return (flat.length() <= longest) ? flat : flat.substring(0, longest - 1) + "…";
	}

}
