package pizzashop.order.orders;

import java.time.Clock;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import pizzashop.messaging.tracing.EventTracing;
import pizzashop.order.menu.Menu;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Places orders: the order and its events stand or fall in one transaction. */
@Service
public class PlaceOrder {

	private final OrderRepository orders;

	private final IdempotencyKeys keys;

	private final Menu menu;

	private final EventTracing tracing;

	private final Clock clock;

	PlaceOrder(OrderRepository orders, IdempotencyKeys keys, Menu menu, EventTracing tracing, Clock clock) {
		this.orders = orders;
		this.keys = keys;
		this.menu = menu;
		this.tracing = tracing;
		this.clock = clock;
	}

	/**
	 * Places an order, or finds the one that was placed with the same key before.
	 * @throws IdempotencyKeyReusedException when the key came with another order before
	 * @throws IllegalArgumentException when a pizza is not on the menu
	 */
	@Transactional
	public Order place(NewOrder request, @Nullable IdempotencyKey key) {
		Order order = Order.place(request.customer(), request.items().stream().map(this::priced).toList(),
				this.clock.instant(), this.tracing.current());
		if (key != null) {
			UUID holder = this.keys.claim(key, request, order.getId());
			if (!holder.equals(order.getId())) {
				return this.orders.findWithTimelineById(holder).orElseThrow();
			}
		}
		return this.orders.save(order);
	}

	private OrderLine priced(NewOrder.Item item) {
		return this.menu.find(item.pizza())
			.map((pizza) -> new OrderLine(pizza.name(), item.quantity(), pizza.price()))
			.orElseThrow(() -> new IllegalArgumentException("Not on the menu: " + item.pizza()));
	}

}
