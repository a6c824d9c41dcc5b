package pizzashop.platform.check;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The saga, as the events on the topic tell it. What the shop does is held against this
 * table, not against its own.
 */
final class Saga {

	static final String PLACED = "OrderPlaced";

	static final String REFUNDED = "RefundIssued";

	private static final String REQUESTED = "CancellationRequested";

	private static final String NOTHING = "-";

	private static final List<Step> STEPS = List.of(
	// @formatter:off
			new Step(NOTHING,      PLACED,           "CONFIRMED"),
			new Step("CONFIRMED",  "CookingStarted", "COOKING"),
			new Step("COOKING",    "OrderReady",     "READY"),
			new Step("CONFIRMED",  "OrderRejected",  "REJECTED"),
			new Step("REJECTED",   REFUNDED,         "REJECTED"),
			new Step("CONFIRMED",  REQUESTED,        "CANCELLING"),
			new Step("CANCELLING", "OrderCancelled", "CANCELLED"),
			new Step("CANCELLED",  REFUNDED,         "CANCELLED"),
			new Step("CANCELLING", "CookingStarted", "COOKING"),
			new Step("CANCELLING", "OrderRejected",  "REJECTED"),
			// requested before order-service had heard of the kitchen's answer, and published behind it
			new Step("COOKING",    REQUESTED,        "COOKING"),
			new Step("READY",      REQUESTED,        "READY"),
			new Step("REJECTED",   REQUESTED,        "REJECTED"));
	// @formatter:on

	private Saga() {
	}

	/**
	 * What an order is after its events.
	 * @param events their simple names, each once
	 * @return its status; empty when one of them does not fit where it stands
	 */
	static Optional<String> statusAfter(Collection<String> events) {
		String status = NOTHING;
		for (String event : events) {
			Optional<Step> step = step(status, event);
			if (step.isEmpty()) {
				return Optional.empty();
			}
			status = step.get().to();
		}
		return Optional.of(status);
	}

	/** Whether an order that is this becomes nothing else any more. */
	static boolean isEnd(String status) {
		return STEPS.stream().anyMatch((step) -> step.to().equals(status)) && STEPS.stream()
			.filter((step) -> step.from().equals(status))
			.allMatch((step) -> step.to().equals(status));
	}

	/** Whether the money of an order that is this goes back. */
	static boolean isRefunded(String status) {
		return step(status, REFUNDED).isPresent();
	}

	/** What the ticket of an order is that is at its end. */
	static String ticketAtTheEndOf(String status) {
		return status.equals("CANCELLED") ? "DISCARDED" : status;
	}

	private static Optional<Step> step(String from, String event) {
		return STEPS.stream().filter((step) -> step.from().equals(from) && step.event().equals(event)).findFirst();
	}

	private record Step(String from, String event, String to) {
	}

}
