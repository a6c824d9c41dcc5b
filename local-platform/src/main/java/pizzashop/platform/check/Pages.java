package pizzashop.platform.check;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

import pizzashop.platform.process.PlatformException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads what the services tell by REST, page by page. */
final class Pages {

	private static final Kind ORDERS = new Kind("order-service", "orders");

	private static final Kind TICKETS = new Kind("kitchen-service", "tickets");

	private static final Duration TIMEOUT = Duration.ofSeconds(30);

	private final HttpClient http = HttpClient.newBuilder()
		.version(HttpClient.Version.HTTP_1_1)
		.connectTimeout(TIMEOUT)
		.build();

	private final JsonMapper json = new JsonMapper();

	private final Endpoints endpoints;

	private final Patience patience;

	Pages(Endpoints endpoints, Patience patience) {
		this.endpoints = endpoints;
		this.patience = patience;
	}

	/**
	 * Asks each service for a little.
	 * @throws PlatformException when one does not answer as it should
	 */
	void checkAnswers() {
		page(ORDERS, this.endpoints.orderService(), "/orders?limit=1");
		page(TICKETS, this.endpoints.kitchenService(), "/tickets?limit=1");
	}

	/** All orders, the youngest first. */
	List<History.Order> orders() {
		return all(ORDERS, this.endpoints.orderService(), "/orders?limit=100", History.Order::new);
	}

	/** All tickets, the youngest first. */
	List<History.Ticket> tickets() {
		return all(TICKETS, this.endpoints.kitchenService(), "/tickets?limit=500", History.Ticket::new);
	}

	private <T> List<T> all(Kind kind, URI service, String first, BiFunction<String, String, T> entry) {
		List<T> all = new ArrayList<>();
		String next = first;
		while (!next.isEmpty()) {
			JsonNode page = page(kind, service, next);
			for (JsonNode found : page.path(kind.entries())) {
				all.add(entry.apply(found.path("orderId").asString(""), found.path("status").asString("")));
			}
			next = page.path("next").asString("");
			this.patience.tell(kind.entries() + " (" + all.size() + " read)");
		}
		return all;
	}

	private JsonNode page(Kind kind, URI service, String path) {
		JsonNode page = answer(kind.service(), service, path);
		if (!page.path(kind.entries()).isArray()) {
			throw new PlatformException("What answers at " + service + path + " is no " + kind.service()
					+ ": it tells no page of " + kind.entries() + ".");
		}
		return page;
	}

	private JsonNode answer(String name, URI service, String path) {
		try {
			HttpRequest request = HttpRequest.newBuilder(service.resolve(path))
				.timeout(TIMEOUT)
				.header("Accept", "application/json")
				.build();
			HttpResponse<String> response = this.http.send(request, HttpResponse.BodyHandlers.ofString());
			if (response.statusCode() != 200) {
				throw new PlatformException(
						"The " + name + " answered " + response.statusCode() + " at " + service + path + ".");
			}
			return this.json.readTree(response.body());
		}
		catch (IllegalArgumentException ex) {
			throw new PlatformException(
					"\"" + service + "\" is no address of a service: give one like http://127.0.0.1:8080.", ex);
		}
		catch (JacksonException ex) {
			throw new PlatformException("What answers at " + service + path + " is no " + name + ": it tells no JSON.",
					ex);
		}
		catch (IOException ex) {
			throw new PlatformException(
					"No " + name + " answers at " + service + ": start the system with ./pizza up first.", ex);
		}
		catch (InterruptedException ex) {
			throw PlatformException.interrupted("Asking the " + name);
		}
	}

	/** Who tells what. */
	private record Kind(String service, String entries) {
	}

}
