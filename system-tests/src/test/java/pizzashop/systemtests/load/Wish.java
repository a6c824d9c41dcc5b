package pizzashop.systemtests.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import pizzashop.platform.customer.OrderLine;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a customer is about to order.
 *
 * @param email the customer's address
 * @param lines what the customer wants
 */
record Wish(String email, List<OrderLine> lines) {

	private static final List<String> MENU = List.of("Margherita", "Marinara", "Diavola", "Funghi", "Quattro Formaggi",
			"Prosciutto");

	private static final int HAWAIIAN_EVERY = 7;

	private static final JsonMapper JSON = new JsonMapper();

	/** The customers of a name all want something else, and one in seven a Hawaiian. */
	static Wish of(String name, int number) {
		List<OrderLine> lines = new ArrayList<>();
		for (int line = 0; line <= number % 3; line++) {
			lines.add(new OrderLine(MENU.get((number + line) % MENU.size()), 1 + number % 2));
		}
		if (number % HAWAIIAN_EVERY == 0) {
			lines.set(lines.size() - 1, new OrderLine("Hawaiian", 1));
		}
		return new Wish(name + "-" + number + "@example.org", lines);
	}

	String body() {
		return JSON
			.writeValueAsString(Map.of("customer", Map.of("name", "Ada", "email", this.email), "lines", this.lines));
	}

}
