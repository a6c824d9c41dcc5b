package pizzashop.order.web;

import java.net.URI;
import java.util.List;
import java.util.UUID;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;
import pizzashop.order.orders.IdempotencyKey;
import pizzashop.order.cancellation.CancelOrder;
import pizzashop.order.orders.Order;
import pizzashop.order.orders.OrderRepository;
import pizzashop.order.orders.PlaceOrder;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.validation.annotation.Validated;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(path = "/orders", produces = MediaType.APPLICATION_JSON_VALUE)
class OrderController {

	/** Older than nothing: no id is greater. */
	private static final String GREATEST_ID = "ffffffff-ffff-ffff-ffff-ffffffffffff";

	private final PlaceOrder placeOrder;

	private final CancelOrder cancelOrder;

	private final OrderRepository orders;

	OrderController(PlaceOrder placeOrder, CancelOrder cancelOrder, OrderRepository orders) {
		this.placeOrder = placeOrder;
		this.cancelOrder = cancelOrder;
		this.orders = orders;
	}

	@PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
	ResponseEntity<OrderResponse> place(
			@RequestHeader(name = "Idempotency-Key", required = false) @Nullable IdempotencyKey key,
			@Validated(PlaceOrderRequest.Checks.class) @RequestBody PlaceOrderRequest request) {
		Order order = this.placeOrder.place(request.toNewOrder(), key);
		return ResponseEntity.created(URI.create("/orders/" + order.getId())).body(OrderResponse.asPlaced(order));
	}

	@GetMapping("/{orderId}")
	OrderResponse order(@PathVariable UUID orderId) {
		return this.orders.findWithTimelineById(orderId)
			.map(OrderResponse::withTimeline)
			.orElseThrow(() -> new OrderNotFoundException(orderId));
	}

	/**
	 * Accepted, not done: only the kitchen knows whether the order is in the oven yet.
	 * Its timeline tells how it went.
	 */
	@PostMapping("/{orderId}/cancellation")
	@ResponseStatus(HttpStatus.ACCEPTED)
	OrderResponse cancel(@PathVariable UUID orderId) {
		return this.cancelOrder.cancel(orderId)
			.map(OrderResponse::withTimeline)
			.orElseThrow(() -> new OrderNotFoundException(orderId));
	}

	/**
	 * One page of orders.
	 *
	 * @param next where the page after it is, or null when there is none
	 */
	record Page(List<OrderResponse> orders, @Nullable String next) {
	}

	/** The newest orders first, before the given one. */
	@GetMapping
	Page page(@RequestParam(defaultValue = "20") @Min(1) @Max(100) int limit,
			@RequestParam(defaultValue = GREATEST_ID) UUID before) {
		List<Order> found = this.orders.findNewestBefore(before, limit + 1);
		List<Order> page = found.subList(0, Math.min(limit, found.size()));
		String next = (found.size() > limit) ? "/orders?limit=" + limit + "&before=" + page.getLast().getId() : null;
		return new Page(page.stream().map(OrderResponse::withoutTimeline).toList(), next);
	}

}
