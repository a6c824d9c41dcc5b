package pizzashop.order.orders;

import java.util.List;

/**
 * What a customer wants.
 *
 * @param items at least one
 */
public record NewOrder(Customer customer, List<Item> items) {

	/** A pizza by its name on the menu, and how many. */
	public record Item(String pizza, int quantity) {
	}

	/**
	 * The same for two wishes exactly when they are the same: no part has a line break.
	 */
	String canonical() {
		StringBuilder canonical = new StringBuilder(this.customer.name()).append('\n').append(this.customer.email());
		this.items.forEach((item) -> canonical.append('\n').append(item.quantity()).append(' ').append(item.pizza()));
		return canonical.toString();
	}

}
