package pizzashop.platform.operator;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Who does something about a dead letter, and why: it stays in the letter's history.
 *
 * @param by the user's name
 * @param reason in their words; empty for none
 */
public record Signature(String by, String reason) {

	Map<String, Object> inBody() {
		Map<String, Object> body = new LinkedHashMap<>();
		body.put("by", this.by);
		if (!this.reason.isEmpty()) {
			body.put("reason", this.reason);
		}
		return body;
	}

}
