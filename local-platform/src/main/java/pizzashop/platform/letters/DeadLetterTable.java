package pizzashop.platform.letters;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import pizzashop.platform.operator.Letter;

/**
 * Lays dead letters out in columns, one line each, no line longer than the terminal is
 * wide. Where it is narrow, columns say less, then go; the cause comes last and is cut.
 */
public final class DeadLetterTable {

	/** Every column but the cause may hold what a stranger sent, of any length. */
	private static final int WIDEST_COLUMN = 60;

	/** Where there is no terminal to fit. */
	private static final int WIDEST_CAUSE = 500;

	private static final String GAP = "  ";

	/** What the cause should get at least of the terminal's width. */
	private static final int CAUSE_SHARE = 4;

	private record Column(String title, Function<Letter, String> text) {
	}

	private static final Column FAILED_AT = new Column("FAILED AT", (letter) -> LocalTime.seconds(letter.failedAt()));

	private static final Column FAILED_AT_MINUTES = new Column("FAILED AT",
			(letter) -> LocalTime.minutes(letter.failedAt()));

	private static final Column STATUS = new Column("STATUS", Letter::status);

	private static final Column SERVICE = new Column("SERVICE", Letter::service);

	private static final Column SERVICE_SHORT = new Column("SERVICE",
			(letter) -> letter.service().replaceFirst("-service$", ""));

	private static final Column ROUNDS = new Column("ROUNDS", (letter) -> Integer.toString(letter.rounds()));

	private static final Column TYPE = new Column("TYPE", Letter::type);

	private static final Column ORDER = new Column("ORDER", Letter::order);

	private static final Column ORDER_SHORT = new Column("ORDER", ShortId::ofOrder);

	private static final Column RECORD = new Column("RECORD", Letter::origin);

	private static final Column CAUSE = new Column("CAUSE", Letter::cause);

	/** From the one that says most to the narrowest; the cause stands behind each. */
	private static final List<List<Column>> LAYOUTS = List.of(
			List.of(FAILED_AT, STATUS, SERVICE, ROUNDS, TYPE, ORDER, RECORD),
			List.of(FAILED_AT, STATUS, SERVICE, ROUNDS, TYPE, ORDER_SHORT, RECORD),
			List.of(FAILED_AT_MINUTES, STATUS, SERVICE_SHORT, ROUNDS, TYPE, ORDER_SHORT, RECORD),
			List.of(FAILED_AT_MINUTES, STATUS, SERVICE_SHORT, ROUNDS, TYPE, ORDER_SHORT),
			List.of(FAILED_AT_MINUTES, STATUS, SERVICE_SHORT, TYPE, ORDER_SHORT),
			List.of(FAILED_AT_MINUTES, STATUS, SERVICE_SHORT, ORDER_SHORT),
			List.of(FAILED_AT_MINUTES, STATUS, SERVICE_SHORT), List.of(STATUS, SERVICE_SHORT));

	private DeadLetterTable() {
	}

	/**
	 * A line of titles, then a line for each dead letter.
	 * @param columns how wide a line may be
	 * @param withStatus whether to tell what became of each
	 */
	public static List<String> lines(List<Letter> letters, int columns, boolean withStatus) {
		List<List<String>> narrowest = List.of();
		for (List<Column> layout : LAYOUTS) {
			narrowest = rows(letters, layout, withStatus);
			if (leavesEnoughForTheCause(narrowest, columns)) {
				break;
			}
		}
		List<List<String>> rows = narrowest;
		int[] widths = widths(rows);
		return rows.stream().map((row) -> line(row, widths, columns)).toList();
	}

	private static boolean leavesEnoughForTheCause(List<List<String>> rows, int columns) {
		int[] widths = widths(rows);
		int cause = widths[widths.length - 1];
		int left = columns;
		for (int i = 0; i < widths.length - 1; i++) {
			left -= widths[i] + GAP.length();
		}
		return left >= Math.min(cause, columns / CAUSE_SHARE);
	}

	private static List<List<String>> rows(List<Letter> letters, List<Column> layout, boolean withStatus) {
		int idLength = ShortId.lengthFor(letters);
		List<Column> columns = new ArrayList<>();
		columns.add(new Column("ID", (letter) -> ShortId.first(letter, idLength)));
		layout.stream().filter((column) -> withStatus || !column.equals(STATUS)).forEach(columns::add);
		List<List<String>> rows = new ArrayList<>();
		rows.add(new ArrayList<>(columns.stream().map(Column::title).toList()));
		rows.getFirst().add(CAUSE.title());
		for (Letter letter : letters) {
			List<String> row = new ArrayList<>();
			columns.forEach((column) -> row.add(cell(column, letter, WIDEST_COLUMN)));
			row.add(cell(CAUSE, letter, WIDEST_CAUSE));
			rows.add(row);
		}
		return rows;
	}

	private static String cell(Column column, Letter letter, int widest) {
		return Visible.cut(Visible.line(column.text().apply(letter)), widest);
	}

	private static int[] widths(List<List<String>> rows) {
		int[] widths = new int[rows.getFirst().size()];
		for (List<String> row : rows) {
			for (int column = 0; column < widths.length; column++) {
				widths[column] = Math.max(widths[column], Visible.widthOf(row.get(column)));
			}
		}
		return widths;
	}

	private static String line(List<String> row, int[] widths, int columns) {
		StringBuilder line = new StringBuilder();
		for (int column = 0; column < widths.length; column++) {
			line.append(Visible.padded(row.get(column), widths[column])).append(GAP);
		}
		return Visible.cut(line.toString().stripTrailing(), columns);
	}

}
