package pizzashop.platform.letters;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/** Bytes for the eye: offset, hexadecimal digits, and the ASCII characters among them. */
final class HexDump {

	/** Offset, three columns a byte, a gap and the text at its end. */
	private static final int COLUMNS_OF_SIXTEEN = 78;

	private HexDump() {
	}

	/** Sixteen bytes a line, or eight where the columns do not suffice. */
	static List<String> lines(byte[] bytes, int columns) {
		int perLine = (columns >= COLUMNS_OF_SIXTEEN + DeadLetterSheet.INDENTATION.length()) ? 16 : 8;
		List<String> lines = new ArrayList<>();
		for (int offset = 0; offset < bytes.length; offset += perLine) {
			lines.add(line(bytes, offset, perLine));
		}
		return lines;
	}

	private static String line(byte[] bytes, int offset, int perLine) {
		StringBuilder digits = new StringBuilder();
		StringBuilder text = new StringBuilder();
		for (int i = offset; i < Math.min(bytes.length, offset + perLine); i++) {
			digits.append((i - offset == 8) ? "  " : " ").append(HexFormat.of().toHexDigits(bytes[i]));
			text.append((bytes[i] >= ' ' && bytes[i] <= '~') ? (char) bytes[i] : '.');
		}
		int width = perLine * 3 + ((perLine > 8) ? 1 : 0);
		return String.format(Locale.ROOT, "%08x %s  |%s|", offset, Visible.padded(digits.toString(), width), text);
	}

}
