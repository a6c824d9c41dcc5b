package pizzashop.platform.letters;

import java.util.ArrayList;
import java.util.List;

/**
 * Text that anybody may have written, made fit for a terminal: nothing in it moves the
 * cursor, changes a colour or turns the direction of reading, and its width is known.
 */
public final class Visible {

	private static final String ELLIPSIS = "…";

	private Visible() {
	}

	/** As one line: whatever is not visible becomes a space. */
	public static String line(String text) {
		return text.replaceAll("[\\p{Z}\\p{C}]+", " ").strip();
	}

	/** As lines: as many as it had, each keeps its indentation. */
	public static List<String> lines(String text) {
		return text.lines()
			.map((line) -> line.replace("\t", "    ").replaceAll("[\\p{Z}\\p{C}]", " ").stripTrailing())
			.toList();
	}

	/** A visible line, cut to a width; three dots say so. */
	static String cut(String line, int width) {
		if (widthOf(line) <= width) {
			return line;
		}
		int end = 0;
		int taken = 0;
		while (taken + widthOf(line.codePointAt(end)) <= width - 1) {
			taken += widthOf(line.codePointAt(end));
			end = line.offsetByCodePoints(end, 1);
		}
		return line.substring(0, end).stripTrailing() + ((width > 0) ? ELLIPSIS : "");
	}

	/**
	 * A visible line, broken between words where it is too wide; what follows is
	 * indented. A word that alone is too wide stays whole, to be copied.
	 */
	static List<String> wrapped(String line, int width, String indentation) {
		List<String> lines = new ArrayList<>();
		String rest = line;
		int end = lastBreak(rest, width, indentation);
		while (end > 0) {
			lines.add(rest.substring(0, end).stripTrailing());
			rest = indentation + rest.substring(end).strip();
			end = lastBreak(rest, width, indentation);
		}
		lines.add(rest.stripTrailing());
		return lines;
	}

	/**
	 * The last space that leaves a line fit, behind its indentation; 0 when it fits, or
	 * cannot.
	 */
	private static int lastBreak(String line, int width, String indentation) {
		if (widthOf(line) <= width) {
			return 0;
		}
		int within = line.offsetByCodePoints(0, Math.min(width, line.codePointCount(0, line.length())));
		int space = line.lastIndexOf(' ', within);
		return (space > indentation.length()) ? space : 0;
	}

	/** A visible line, filled with spaces up to a width. */
	static String padded(String line, int width) {
		return line + " ".repeat(Math.max(0, width - widthOf(line)));
	}

	/** How many of a terminal's columns a visible line takes. */
	static int widthOf(String line) {
		return line.codePoints().map(Visible::widthOf).sum();
	}

	/** East Asian characters and pictures take two columns. */
	private static int widthOf(int point) {
		boolean wide = Character.isIdeographic(point) || Character.isEmojiPresentation(point)
				|| (point >= 0x1100 && point <= 0x115f) || (point >= 0x2e80 && point <= 0xa4cf)
				|| (point >= 0xac00 && point <= 0xd7a3) || (point >= 0xfe30 && point <= 0xfe6f)
				|| (point >= 0xff00 && point <= 0xff60) || (point >= 0xffe0 && point <= 0xffe6);
		return wide ? 2 : 1;
	}

}
