package pizzashop.order.web;

import java.util.UUID;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.constraints.Min;

import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Orders as Server-Sent Events. */
@RestController
@RequestMapping(path = "/orders", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
class LiveOrdersController {

	private final LiveOrders live;

	LiveOrdersController(LiveOrders live) {
		this.live = live;
	}

	/** The newest orders, whole, each time that one of them has changed. */
	@GetMapping("/events")
	void newest(HttpServletResponse response) {
		this.live.serveNewest(response);
	}

	/** The timeline of an order, from behind the entry that the client has. */
	@GetMapping("/{orderId}/events")
	void timeline(@PathVariable UUID orderId,
			@RequestHeader(name = "Last-Event-ID", defaultValue = "-1") @Min(-1) int lastEventId,
			HttpServletResponse response) {
		this.live.follow(orderId, lastEventId, response);
	}

}
