package pizzashop.notification.receipt;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** What a customer ordered and paid. */
public record Receipt(UUID orderId, Customer customer, List<Line> lines, Money total, Instant placedAt) {

	public Receipt {
		lines = List.copyOf(lines);
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
