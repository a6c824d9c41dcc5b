package pizzashop.platform.letters;

import java.util.List;
import java.util.regex.Pattern;

import pizzashop.platform.operator.Letter;

/** Ids as people say them. */
public final class ShortId {

	private static final int LENGTH = 8;

	private static final Pattern UUID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

	private ShortId() {
	}

	/** The first eight characters of a letter's id. */
	public static String of(Letter letter) {
		return first(letter, LENGTH);
	}

	/**
	 * The last eight characters of an order's id, as its mails have them: ids of one
	 * minute begin alike.
	 */
	public static String ofOrder(Letter letter) {
		String order = Visible.line(letter.order());
		return UUID.matcher(order).matches() ? order.substring(order.length() - LENGTH) : order;
	}

	/**
	 * How many characters tell all these letters apart: eight, or more where they must
	 * be.
	 */
	static int lengthFor(List<Letter> letters) {
		int length = LENGTH;
		while (!areApart(letters, length)) {
			length++;
		}
		return length;
	}

	private static boolean areApart(List<Letter> letters, int length) {
		return letters.stream().map((letter) -> first(letter, length)).distinct().count() == letters.stream()
			.map(Letter::id)
			.distinct()
			.count();
	}

	static String first(Letter letter, int length) {
		return Visible.line(letter.id().substring(0, Math.min(length, letter.id().length())));
	}

}
