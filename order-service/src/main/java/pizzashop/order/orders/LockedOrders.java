package pizzashop.order.orders;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The orders that a batch of events is about, locked until its transaction ends. */
public class LockedOrders {

	private static final Logger log = LoggerFactory.getLogger(LockedOrders.class);

	private final OrderRepository repository;

	private final Map<UUID, Order> orders;

	private LockedOrders(OrderRepository repository, List<Order> locked) {
		this.repository = repository;
		this.orders = locked.stream().collect(Collectors.toMap(Order::getId, Function.identity()));
	}

	/** Locks all of them with one query. */
	public static LockedOrders lock(OrderRepository repository, List<UUID> ids) {
		return new LockedOrders(repository, repository.lock(ids));
	}

	/**
	 * Changes an order and publishes what came of it. An order that is unknown, or in no
	 * state for the change, stays as it is.
	 * @param change tells whether it had an effect
	 */
	public void change(UUID id, Predicate<Order> change) {
		Order order = this.orders.get(id);
		if (order == null) {
			log.warn("Event ignored, no such order orderId={}", id);
		}
		else if (change.test(order)) {
			this.repository.save(order);
		}
		else {
			log.info("Event ignored, it came twice or late orderId={} status={}", id, order.status());
		}
	}

}
