package pizzashop.platform.operator;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import tools.jackson.databind.JsonNode;

/**
 * A dead letter as a desk serves it: in a list with what sums it up, shown alone with
 * everything. What a text may hold, a stranger may have written.
 *
 * @param json all that the desk said of it
 */
public record Letter(JsonNode json) {

	/**
	 * A header of the record.
	 *
	 * @param name its name
	 * @param value as text
	 */
	public record Header(String name, String value) {
	}

	/**
	 * Something that was done to the letter.
	 *
	 * @param at when
	 * @param action say {@code REDRIVEN}
	 * @param by who did it
	 * @param reason in their words; empty when they gave none
	 * @param round how often it had been redriven
	 */
	public record Entry(String at, String action, String by, String reason, int round) {
	}

	public String id() {
		return text("id");
	}

	/** The service whose consumer group failed. */
	public String service() {
		return text("service");
	}

	public String status() {
		return text("status");
	}

	/** How often it was redriven. */
	public int rounds() {
		return this.json.path("rounds").asInt(0);
	}

	/** The event's name, without its package; empty when the record names none. */
	public String type() {
		return simpleName(text("type"));
	}

	/** The record's key, which is the order's id; empty when it has none. */
	public String order() {
		return text("key");
	}

	/** When the group gave up, in ISO 8601. */
	public String failedAt() {
		return text("failedAt");
	}

	/** The same, to compare; the beginning of time when that is no time. */
	public Instant failedAtInstant() {
		try {
			return Instant.parse(failedAt());
		}
		catch (DateTimeParseException ex) {
			return Instant.EPOCH;
		}
	}

	public int attempts() {
		return this.json.path("attempts").asInt(0);
	}

	/** Class and message of the exception. */
	public String cause() {
		String message = text("message");
		return simpleName(text("exception")) + (message.isEmpty() ? "" : ": " + message);
	}

	/** Topic, partition and offset of the record, say {@code pizza-orders-3@17}. */
	public String origin() {
		return text("topic") + "-" + text("partition") + "@" + text("offset");
	}

	/** When the record was written, in ISO 8601. */
	public String timestamp() {
		return text("timestamp");
	}

	/** The exception and what caused it, the outermost first. */
	public List<String> causes() {
		List<String> causes = new ArrayList<>();
		this.json.path("causes").forEach((cause) -> causes.add(cause.asString("")));
		return causes;
	}

	/** All of the record, those of the dead letter too. */
	public List<Header> headers() {
		List<Header> headers = new ArrayList<>();
		this.json.path("headers")
			.forEach((header) -> headers
				.add(new Header(header.path("name").asString(""), header.path("value").asString(""))));
		return headers;
	}

	/** The event, where the bytes are one. */
	public Optional<JsonNode> event() {
		return this.json.path("event").isObject() ? Optional.of(this.json.path("event")) : Optional.empty();
	}

	/** Why the bytes are no event; empty when they are one. */
	public String undecodable() {
		return text("undecodable");
	}

	/** How many bytes the record's value has. */
	public long bytes() {
		return this.json.path("bytes").asLong(0);
	}

	/** The first of the bytes, two digits each. */
	public String hex() {
		return text("hex");
	}

	/** The first of the bytes, taken for text. */
	public String asText() {
		return text("text");
	}

	/** Where the order is told; empty when nobody knows. */
	public String orderUrl() {
		return text("keyUrl");
	}

	/** What was done to it, the oldest first. */
	public List<Entry> history() {
		List<Entry> history = new ArrayList<>();
		for (JsonNode entry : this.json.path("history")) {
			history.add(new Entry(entry.path("at").asString(""), entry.path("action").asString(""),
					entry.path("by").asString(""), entry.path("reason").asString(""), entry.path("round").asInt(0)));
		}
		return history;
	}

	private String text(String name) {
		return this.json.path(name).asString("");
	}

	private static String simpleName(String name) {
		return name.substring(name.lastIndexOf('.') + 1);
	}

}
