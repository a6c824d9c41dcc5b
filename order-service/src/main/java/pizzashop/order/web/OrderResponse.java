package pizzashop.order.web;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;
import pizzashop.order.menu.Money;
import pizzashop.order.orders.Customer;
import pizzashop.order.orders.Order;
import pizzashop.order.orders.OrderLine;
import pizzashop.order.orders.OrderStatus;
import pizzashop.order.orders.TimelineEntry;

/**
 * An order as clients see it.
 *
 * @param timeline only where one order is asked for
 */
record OrderResponse(UUID orderId, OrderStatus status, Customer customer, List<OrderLine> lines, Money total,
		Instant placedAt, @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<TimelineEntry> timeline) {

	/**
	 * As it was placed, also when it has moved on: a repeated request gets the same
	 * answer.
	 */
	static OrderResponse asPlaced(Order order) {
		return of(order, OrderStatus.CONFIRMED, null);
	}

	static OrderResponse withoutTimeline(Order order) {
		return of(order, order.status(), null);
	}

	static OrderResponse withTimeline(Order order) {
		return of(order, order.status(), order.timeline());
	}

	private static OrderResponse of(Order order, OrderStatus status, @Nullable List<TimelineEntry> timeline) {
		return new OrderResponse(order.getId(), status, order.customer(), order.lines(), order.total(),
				order.placedAt(), timeline);
	}

}
