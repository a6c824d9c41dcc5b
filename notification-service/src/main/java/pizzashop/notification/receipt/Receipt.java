package pizzashop.notification.receipt;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** What a customer ordered and paid. */
public record Receipt(UUID orderId, Customer customer, List<Line> lines, Money total, Instant placedAt) {

	private static final int SHORT_ID_LENGTH = 8;

	public Receipt {
		lines = List.copyOf(lines);
	}

	/**
	 * What tells this order from others, for people: the end of its id, for an id begins
	 * with the time, and orders of the same minute begin alike.
	 */
	public String shortOrderId() {
		String id = this.orderId.toString();
		return id.substring(id.length() - SHORT_ID_LENGTH);
	}

	/** Who ordered, and where the receipt goes. */
	public record Customer(String name, String email) {
	}

	/** So many of a pizza. */
	public record Line(String pizza, int quantity, Money unitPrice) {

		public Money total() {
			return this.unitPrice.times(this.quantity);
		}

	}

}
