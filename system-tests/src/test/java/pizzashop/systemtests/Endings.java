package pizzashop.systemtests;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import pizzashop.platform.customer.Order;
import pizzashop.platform.customer.OrderClient;
import pizzashop.platform.customer.OrderRefused;
import pizzashop.platform.customer.TimelineEntry;
import pizzashop.platform.process.PlatformException;
import pizzashop.systemtests.load.ConfirmedOrder;

/** Waits until orders have nothing before them any more. */
final class Endings {

	private static final long INTERVAL = TimeUnit.MILLISECONDS.toNanos(200);

	private final OrderClient customer;

	private final Receipts receipts;

	private final List<ConfirmedOrder> pending;

	private final List<Ending> ended = new ArrayList<>();

	/**
	 * How an order ended.
	 *
	 * @param order the order
	 * @param timeline what happened to it
	 * @param receiptAt when its receipt arrived
	 */
	record Ending(ConfirmedOrder order, List<TimelineEntry> timeline, Instant receiptAt) {

		/** When the kitchen took it into its hands. */
		Instant takenAt() {
			return this.timeline.stream()
				.filter((entry) -> entry.event().equals("CookingStarted") || entry.event().equals("OrderRejected"))
				.findFirst()
				.orElseThrow()
				.at();
		}

		/** When the last thing happened. */
		Instant at() {
			Instant last = this.timeline.getLast().at();
			return last.isAfter(this.receiptAt) ? last : this.receiptAt;
		}

	}

	Endings(RunningShop shop, Collection<ConfirmedOrder> orders) {
		this.customer = shop.customers().getFirst();
		this.receipts = new Receipts(shop.infrastructure().mailbox(), firstOf(orders));
		this.pending = new ArrayList<>(orders);
	}

	/**
	 * An answer may come later than the receipt, and a request as much as half a minute
	 * before its answer.
	 */
	private static Instant firstOf(Collection<ConfirmedOrder> orders) {
		return orders.stream()
			.map(ConfirmedOrder::confirmedAt)
			.min(Comparator.naturalOrder())
			.orElse(Instant.EPOCH)
			.minus(Duration.ofMinutes(1));
	}

	/** Looks until every order is at its end and has its receipt, or the time is over. */
	Endings await(Duration atMost) {
		long deadline = System.nanoTime() + atMost.toNanos();
		look();
		while (!this.pending.isEmpty() && System.nanoTime() - deadline < 0) {
			LockSupport.parkNanos(INTERVAL);
			look();
		}
		return this;
	}

	private void look() {
		Map<String, Instant> arrivals = this.receipts.arrivals();
		for (Iterator<ConfirmedOrder> each = this.pending.iterator(); each.hasNext();) {
			ConfirmedOrder confirmed = each.next();
			Instant receiptAt = arrivals.get(confirmed.email());
			if (receiptAt != null) {
				find(confirmed).filter(Order::isAtItsEnd).ifPresent((order) -> {
					this.ended.add(new Ending(confirmed, order.timeline(), receiptAt));
					each.remove();
				});
			}
		}
	}

	/** Who has just come back may not be able to tell yet. */
	private Optional<Order> find(ConfirmedOrder confirmed) {
		try {
			return Optional.of(this.customer.find(confirmed.id()));
		}
		catch (OrderRefused | PlatformException ex) {
			return Optional.empty();
		}
	}

	/** Those that are stuck. */
	List<ConfirmedOrder> pending() {
		return List.copyOf(this.pending);
	}

	List<Ending> ended() {
		return List.copyOf(this.ended);
	}

}
