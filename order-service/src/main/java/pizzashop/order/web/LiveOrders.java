package pizzashop.order.web;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

import jakarta.servlet.http.HttpServletResponse;
import pizzashop.messaging.live.ChangeFeed;
import pizzashop.messaging.live.EventStream;
import pizzashop.messaging.live.EventStreams;
import pizzashop.messaging.live.LiveView;
import pizzashop.order.orders.Order;
import pizzashop.order.orders.OrderEvent;
import pizzashop.order.orders.OrderRepository;
import pizzashop.order.orders.TimelineEntry;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Orders as they change, whichever instance changes them. One query serves all that
 * changed at a time, for everybody who follows any of it.
 */
@Component
class LiveOrders {

	private static final String SUBJECT = "order";

	private static final String GREATEST_ID = "ffffffff-ffff-ffff-ffff-ffffffffffff";

	private static final int NEWEST = 25;

	private final OrderRepository orders;

	private final ChangeFeed feed;

	private final EventStreams streams;

	private final JsonMapper json;

	private final LiveView newest;

	private final Map<UUID, Set<Follower>> followers = new ConcurrentHashMap<>();

	LiveOrders(OrderRepository orders, ChangeFeed feed, EventStreams streams, JsonMapper json) {
		this.orders = orders;
		this.feed = feed;
		this.streams = streams;
		this.json = json;
		this.newest = new LiveView("orders", SUBJECT, this::newest, feed, streams, json);
		feed.subscribe(SUBJECT, (changes) -> tellFollowersOf(changes.among(this.followers.keySet())));
	}

	@EventListener
	void on(OrderEvent event) {
		this.feed.announce(SUBJECT, event.orderId());
	}

	/** Shows the newest orders, again each time that one of them has changed. */
	void serveNewest(HttpServletResponse response) {
		this.newest.serve(response);
	}

	private List<OrderResponse> newest() {
		return this.orders.findNewestBefore(UUID.fromString(GREATEST_ID), NEWEST)
			.stream()
			.map(OrderResponse::withoutTimeline)
			.toList();
	}

	/**
	 * Sends the timeline of an order, each entry with its position as the event's id.
	 * Returns when the client is gone or the service shuts down.
	 * @param after the position that the client has already, -1 for none
	 * @throws OrderNotFoundException when there is no such order
	 */
	void follow(UUID order, int after, HttpServletResponse response) {
		try (EventStream stream = this.streams.open()) {
			Follower follower = new Follower(stream, after);
			add(order, follower);
			try {
				if (tellFollowersOf(List.of(order)) == 0) {
					throw new OrderNotFoundException(order);
				}
				stream.serve(response);
			}
			finally {
				remove(order, follower);
			}
		}
	}

	private void add(UUID order, Follower follower) {
		this.followers.compute(order, (id, those) -> {
			Set<Follower> all = (those != null) ? those : ConcurrentHashMap.newKeySet();
			all.add(follower);
			return all;
		});
	}

	private void remove(UUID order, Follower follower) {
		this.followers.computeIfPresent(order, (id, those) -> {
			those.remove(follower);
			return those.isEmpty() ? null : those;
		});
	}

	/**
	 * Reads these orders and tells their followers what is new to them.
	 * @return how many of the orders there are
	 */
	private int tellFollowersOf(Collection<UUID> ids) {
		if (ids.isEmpty()) {
			return 0;
		}
		List<Order> found = this.orders.findWithTimelineByIdIn(ids);
		for (Order order : found) {
			this.followers.getOrDefault(order.getId(), Set.of()).forEach((follower) -> follower.tell(order.timeline()));
		}
		return found.size();
	}

	/** A client that has a timeline up to a position. */
	private final class Follower {

		private final EventStream stream;

		private final ReentrantLock lock = new ReentrantLock();

		private int position;

		Follower(EventStream stream, int position) {
			this.stream = stream;
			this.position = position;
		}

		/** A timeline only grows, so one that was read earlier brings nothing new. */
		void tell(List<TimelineEntry> timeline) {
			this.lock.lock();
			try {
				while (this.position < timeline.size() - 1) {
					this.position++;
					this.stream.send(String.valueOf(this.position), "entry",
							LiveOrders.this.json.writeValueAsString(timeline.get(this.position)));
				}
			}
			finally {
				this.lock.unlock();
			}
		}

	}

}
