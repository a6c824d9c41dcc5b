package pizzashop.kitchen.ticket;

import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/** What the kitchen needs to know of an order. */
public record KitchenOrder(UUID id, List<Item> items) {

	/** So many of a pizza. */
	public record Item(String pizza, int quantity) {
	}

	/** As it is written onto a ticket: {@code 2 × Margherita, 1 × Funghi}. */
	String asText() {
		return this.items.stream()
			.map((item) -> item.quantity() + " × " + item.pizza())
			.collect(Collectors.joining(", "));
	}

}
