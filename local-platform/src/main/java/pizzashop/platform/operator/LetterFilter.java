package pizzashop.platform.operator;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Which dead letters are meant.
 *
 * @param status which ones, by what became of them
 * @param type the event's name, say {@code OrderPlaced}; empty for any
 * @param order the whole id of the order; empty for any
 */
public record LetterFilter(Status status, String type, String order) {

	/** What became of a letter. */
	public enum Status {

		/** Nobody did anything about it yet, or it failed again. */
		OPEN,

		/** It went back to the group. */
		REDRIVEN,

		/** Somebody decided against it. */
		DISCARDED,

		/** Any of these. */
		ALL

	}

	/** What of it a request's body says. */
	Map<String, Object> inBody() {
		Map<String, Object> body = new LinkedHashMap<>();
		if (!this.type.isEmpty()) {
			body.put("type", this.type);
		}
		if (!this.order.isEmpty()) {
			body.put("key", this.order);
		}
		return body;
	}

	/** What of it an address says. */
	String inQuery() {
		Map<String, Object> query = inBody();
		if (this.status != Status.ALL) {
			query.put("status", this.status);
		}
		return query.entrySet()
			.stream()
			.map((parameter) -> parameter.getKey() + "="
					+ URLEncoder.encode(parameter.getValue().toString(), StandardCharsets.UTF_8))
			.collect(Collectors.joining("&"));
	}

}
