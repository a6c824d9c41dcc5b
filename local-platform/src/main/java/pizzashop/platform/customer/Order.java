package pizzashop.platform.customer;

import java.util.List;

/**
 * An order as the order-service tells it.
 *
 * @param id its id
 * @param status say {@code COOKING}
 * @param total with its currency, say {@code 17.00 EUR}
 * @param timeline what happened so far, the oldest first
 */
public record Order(String id, String status, String total, List<TimelineEntry> timeline) {

	private static final String REFUND = "RefundIssued";

	/** Whether nothing more will happen: ready, or the money is back. */
	public boolean isAtItsEnd() {
		return switch (this.status) {
			case "READY" -> true;
			case "REJECTED", "CANCELLED" -> isRefunded();
			default -> false;
		};
	}

	public boolean isRefunded() {
		return this.timeline.stream().anyMatch((entry) -> entry.event().equals(REFUND));
	}

}
