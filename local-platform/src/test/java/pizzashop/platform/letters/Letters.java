package pizzashop.platform.letters;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import pizzashop.platform.operator.Letter;
import tools.jackson.databind.json.JsonMapper;

/** Dead letters as a desk serves them. */
public final class Letters {

	public static final String ID = "3f2a9c1e-5b1d-3c77-9a40-0123456789ab";

	public static final String ORDER = "01a207ec-96c8-728d-a1b9-a8a1a5677dbd";

	/**
	 * Clears the screen, turns text around, and goes back to the beginning of the line.
	 */
	public static final String NASTY = "\033[2J\u009b2J\u202eevil\u200b\u2028\r\n\u0007";

	private static final JsonMapper JSON = new JsonMapper();

	private Letters() {
	}

	/** What a list says of a letter. */
	public static Map<String, Object> summary() {
		Map<String, Object> summary = new LinkedHashMap<>();
		summary.put("id", ID);
		summary.put("service", "notification-service");
		summary.put("status", "OPEN");
		summary.put("rounds", 0);
		summary.put("type", "pizzashop.events.OrderPlaced");
		summary.put("key", ORDER);
		summary.put("failedAt", "2026-11-23T10:21:19.882Z");
		summary.put("attempts", 1);
		summary.put("exception", "org.apache.kafka.common.errors.SerializationException");
		summary.put("message", "Unknown magic byte! It should have been zero, and was eighty-four.");
		summary.put("topic", "pizza-orders");
		summary.put("partition", 5);
		summary.put("offset", 17);
		return summary;
	}

	/** All of a letter that no Avro is in. */
	public static Map<String, Object> undecodable() {
		Map<String, Object> letter = summary();
		letter.put("timestamp", "2026-11-23T10:21:19.100Z");
		letter.put("causes", List.of("org.apache.kafka.common.errors.SerializationException: Unknown magic byte!",
				"java.lang.IllegalStateException: 84"));
		letter.put("headers", List.of(Map.of("name", "ce_type", "value", "pizzashop.events.OrderPlaced"),
				Map.of("name", "dlq_attempts", "value", "1")));
		letter.put("event", null);
		letter.put("undecodable", "Unknown magic byte!");
		letter.put("bytes", 4000);
		letter.put("hex", "546865736520627974657320617265206e6f74204176726f2e0aff");
		letter.put("text", "These bytes are not Avro.\n\ufffd");
		letter.put("keyUrl", "http://127.0.0.1:8080/orders/" + ORDER);
		letter.put("history",
				List.of(Map.of("at", "2026-11-23T10:21:19.882Z", "action", "FAILED", "by", "notification-service",
						"reason", "Unknown magic byte!", "round", 0),
						Map.of("at", "2026-11-23T10:25:00Z", "action", "REDRIVEN", "by", "ada", "reason",
								"mailer repaired", "round", 1)));
		return letter;
	}

	/** All of a letter that failed although its event is as it should be. */
	public static Map<String, Object> decodable() {
		Map<String, Object> letter = undecodable();
		letter.put("event", Map.of("orderId", ORDER, "lines", List.of(Map.of("pizza", "Margherita", "quantity", 2))));
		letter.put("undecodable", null);
		return letter;
	}

	public static Letter letter(Map<String, Object> said) {
		return new Letter(JSON.valueToTree(said));
	}

	/** The same, with one thing said differently. */
	public static Map<String, Object> with(Map<String, Object> said, String name, Object value) {
		Map<String, Object> other = new LinkedHashMap<>(said);
		other.put(name, value);
		return other;
	}

	/**
	 * Whether a terminal would do anything but show the text and go on to the next line.
	 */
	public static boolean steers(String text) {
		return text.codePoints()
			.anyMatch((point) -> point != '\n'
					&& (Character.isISOControl(point) || Character.getType(point) == Character.FORMAT
							|| Character.getType(point) == Character.LINE_SEPARATOR));
	}

}
