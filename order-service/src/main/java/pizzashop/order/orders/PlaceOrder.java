package pizzashop.order.orders;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import pizzashop.messaging.tracing.EventTracing;
import pizzashop.order.groupcommit.GroupCommit;
import pizzashop.order.groupcommit.GroupCommits;
import pizzashop.order.groupcommit.OverloadedException;
import pizzashop.order.menu.Menu;
import pizzashop.order.orders.IdempotencyKeys.Claim;

import org.springframework.stereotype.Service;

/**
 * Places orders: an order and its events stand or fall in one transaction, which it
 * shares with those that come at the same time.
 */
@Service
public class PlaceOrder implements AutoCloseable {

	private final OrderRepository orders;

	private final IdempotencyKeys keys;

	private final Menu menu;

	private final EventTracing tracing;

	private final Clock clock;

	private final GroupCommit<Placement, Outcome> groupCommit;

	PlaceOrder(OrderRepository orders, IdempotencyKeys keys, Menu menu, EventTracing tracing, Clock clock,
			GroupCommits groupCommits) {
		this.orders = orders;
		this.keys = keys;
		this.menu = menu;
		this.tracing = tracing;
		this.clock = clock;
		this.groupCommit = groupCommits.of("orders", this::placeTogether);
	}

	/**
	 * An order that is to be placed.
	 *
	 * @param key the claim to its idempotency key, if it has one
	 * @param order makes it: a new one for each attempt
	 * @param trace runs what belongs to the trace in which it was asked for
	 */
	private record Placement(@Nullable Claim key, Supplier<Order> order, Executor trace) {
	}

	private sealed interface Outcome {

		record Placed(Order order) implements Outcome {
		}

		/** Another order has the key. */
		record PlacedBefore(Claim first, Claim again) implements Outcome {
		}

	}

	/**
	 * Places an order, or finds the one that was placed with the same key before.
	 * @throws IdempotencyKeyReusedException when the key came with another order before
	 * @throws IllegalArgumentException when a pizza is not on the menu
	 * @throws OverloadedException when more orders come than can be placed: this one is
	 * not
	 */
	public Order place(NewOrder request, @Nullable IdempotencyKey key) {
		UUID id = Order.newId();
		Claim claim = (key != null) ? Claim.of(key, request, id) : null;
		List<OrderLine> lines = request.items().stream().map(this::priced).toList();
		Instant now = this.clock.instant();
		String traceparent = this.tracing.current();
		Supplier<Order> order = () -> Order.place(id, request.customer(), lines, now, traceparent);
		return switch (this.groupCommit.commit(new Placement(claim, order, this.tracing.here()))) {
			case Outcome.Placed(Order placed) -> placed;
			case Outcome.PlacedBefore(Claim first, Claim again) when first.isSameRequestAs(again) ->
				this.orders.findWithTimelineById(first.orderId()).orElseThrow();
			case Outcome.PlacedBefore before -> throw new IdempotencyKeyReusedException();
		};
	}

	private List<Outcome> placeTogether(List<Placement> placements) {
		Map<IdempotencyKey, Claim> holders = this.keys
			.claim(placements.stream().map(Placement::key).filter(Objects::nonNull).toList());
		return placements.stream().map((placement) -> place(placement, holders)).toList();
	}

	private Outcome place(Placement placement, Map<IdempotencyKey, Claim> holders) {
		Claim claim = placement.key();
		Claim holder = (claim != null) ? holders.get(claim.key()) : null;
		if (claim != null && holder != null && !holder.equals(claim)) {
			return new Outcome.PlacedBefore(holder, claim);
		}
		Order order = placement.order().get();
		placement.trace().execute(() -> this.orders.save(order));
		return new Outcome.Placed(order);
	}

	private OrderLine priced(NewOrder.Item item) {
		return this.menu.find(item.pizza())
			.map((pizza) -> new OrderLine(pizza.name(), item.quantity(), pizza.price()))
			.orElseThrow(() -> new IllegalArgumentException("Not on the menu: " + item.pizza()));
	}

	/** Waits until every order that waits is placed. */
	@Override
	public void close() {
		this.groupCommit.close();
	}

}
