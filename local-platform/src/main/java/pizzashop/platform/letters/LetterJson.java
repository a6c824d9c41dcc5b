package pizzashop.platform.letters;

import java.util.List;

import pizzashop.platform.operator.Letter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Dead letters as indented JSON, complete. What is not visible is escaped as JSON can
 * escape any character, so that a program reads the same and a terminal obeys nothing.
 */
public final class LetterJson {

	private static final JsonMapper MAPPER = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

	private LetterJson() {
	}

	/** One array of all. */
	public static String of(List<Letter> letters) {
		return visible(MAPPER.writeValueAsString(letters.stream().map(Letter::json).toList()));
	}

	/** One object. */
	public static String of(Letter letter) {
		return of(letter.json());
	}

	static String of(JsonNode json) {
		return visible(MAPPER.writeValueAsString(json));
	}

	private static String visible(String json) {
		StringBuilder visible = new StringBuilder(json.length());
		json.codePoints().forEach((point) -> {
			if (point == '\n' || isVisible(point)) {
				visible.appendCodePoint(point);
			}
			else if (point != '\r') {
				for (char unit : Character.toChars(point)) {
					visible.append(String.format("\\u%04x", (int) unit));
				}
			}
		});
		return visible.toString();
	}

	private static boolean isVisible(int point) {
		return switch (Character.getType(point)) {
			case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED,
					Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
				false;
			default -> true;
		};
	}

}
