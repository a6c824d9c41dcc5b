package pizzashop.platform.customer;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import pizzashop.platform.process.PlatformException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Places and reads orders. */
public final class OrderClient {

	private static final Duration TIMEOUT = Duration.ofSeconds(10);

	private final HttpClient http = HttpClient.newBuilder()
		.version(HttpClient.Version.HTTP_1_1)
		.connectTimeout(TIMEOUT)
		.build();

	private final JsonMapper json = new JsonMapper();

	private final URI service;

	/**
	 * Speaks to an order-service.
	 * @param service its address, say {@code http://127.0.0.1:8080}
	 */
	public OrderClient(URI service) {
		this.service = service;
	}

	/**
	 * Places an order.
	 * @throws OrderRefused when the service answers with a problem
	 * @throws PlatformException when it does not answer
	 */
	public Order place(String name, String email, List<OrderLine> lines) {
		String body = this.json
			.writeValueAsString(Map.of("customer", Map.of("name", name, "email", email), "lines", lines));
		HttpRequest request = HttpRequest.newBuilder(this.service.resolve("/orders"))
			.timeout(TIMEOUT)
			.header("Content-Type", "application/json")
			.header("Accept", "application/json, application/problem+json")
			.header("Idempotency-Key", UUID.randomUUID().toString())
			.POST(HttpRequest.BodyPublishers.ofString(body))
			.build();
		return send(request, 201);
	}

	/**
	 * Reads an order with its timeline.
	 * @throws OrderRefused when the service answers with a problem
	 * @throws PlatformException when it does not answer
	 */
	public Order find(String id) {
		return send(HttpRequest.newBuilder(this.service.resolve("/orders/" + id))
			.timeout(TIMEOUT)
			.header("Accept", "application/json, application/problem+json")
			.build(), 200);
	}

	private Order send(HttpRequest request, int expectedStatus) {
		try {
			HttpResponse<String> response = this.http.send(request, HttpResponse.BodyHandlers.ofString());
			if (response.statusCode() != expectedStatus) {
				throw new OrderRefused(problemIn(response));
			}
			return order(this.json.readTree(response.body()));
		}
		catch (IOException ex) {
			throw new PlatformException(
					"No order-service answers at " + this.service + ": start the system with ./pizza up first.", ex);
		}
		catch (InterruptedException ex) {
			throw PlatformException.interrupted("Asking the order-service");
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

	/** The problem document in words, or the bare status where there is none. */
	private String problemIn(HttpResponse<String> response) {
		JsonNode problem;
		try {
			problem = this.json.readTree(response.body());
		}
		catch (JacksonException ex) {
			return "The order-service answered " + response.statusCode() + ".";
		}
		StringBuilder words = new StringBuilder(
				problem.path("title").asString("The order-service answered " + response.statusCode()));
		String detail = problem.path("detail").asString("");
		if (!detail.isEmpty()) {
			words.append(": ").append(detail);
		}
		for (JsonNode error : problem.path("errors")) {
			words.append("\n  ")
				.append(error.path("field").asString(""))
				.append(": ")
				.append(error.path("message").asString(""));
		}
		return words.toString();
	}

}
