package pizzashop.platform.customer;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

import pizzashop.platform.http.JsonService;
import pizzashop.platform.http.ServiceRefused;
import pizzashop.platform.process.PlatformException;
import tools.jackson.databind.JsonNode;

/** Places and reads orders. */
public final class OrderClient {

	private static final Duration TIMEOUT = Duration.ofSeconds(10);

	private final JsonService service;

	/**
	 * Speaks to an order-service.
	 * @param service its address, say {@code http://127.0.0.1:8080}
	 */
	public OrderClient(URI service) {
		this.service = new JsonService("order-service", service, TIMEOUT);
	}

	/**
	 * Places an order.
	 * @throws OrderRefused when the service answers with a problem
	 * @throws PlatformException when it does not answer
	 */
	public Order place(String name, String email, List<OrderLine> lines) {
		Map<String, Object> body = Map.of("customer", Map.of("name", name, "email", email), "lines", lines);
		Map<String, String> headers = Map.of("Idempotency-Key", UUID.randomUUID().toString());
		return ask(() -> this.service.post("/orders", body, headers));
	}

	/**
	 * Reads an order with its timeline.
	 * @throws OrderRefused when the service answers with a problem
	 * @throws PlatformException when it does not answer
	 */
	public Order find(String id) {
		return ask(() -> this.service.get("/orders/" + id));
	}

	/**
	 * Asks for an order to be cancelled. Whether it was in time its timeline tells later.
	 * @throws OrderRefused when it is too late already, or there is no such order
	 * @throws PlatformException when the service does not answer
	 */
	public Order cancel(String id) {
		return ask(() -> this.service.post("/orders/" + id + "/cancellation", Map.of()));
	}

	private static Order ask(Supplier<JsonNode> question) {
		try {
			return order(question.get());
		}
		catch (ServiceRefused ex) {
			throw new OrderRefused(String.valueOf(ex.getMessage()));
		}
	}

	private static Order order(JsonNode body) {
		List<TimelineEntry> timeline = new ArrayList<>();
		for (JsonNode entry : body.path("timeline")) {
			timeline.add(new TimelineEntry(Instant.parse(entry.path("at").asString()), entry.path("event").asString(""),
					entry.path("status").asString(""), entry.path("detail").asString("")));
		}
		JsonNode total = body.path("total");
		return new Order(body.path("orderId").asString(""), body.path("status").asString(""),
				amount(total.path("amount").asString("0")) + " " + total.path("currency").asString(""), timeline);
	}

	/** With its cents, which JSON numbers drop when they are zero. */
	private static String amount(String number) {
		BigDecimal amount = new BigDecimal(number);
		return amount.setScale(Math.max(2, amount.scale()), RoundingMode.UNNECESSARY).toPlainString();
	}

}
