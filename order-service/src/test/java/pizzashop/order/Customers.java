package pizzashop.order;

import java.util.UUID;

import org.springframework.boot.test.context.TestComponent;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.ExchangeResult;
import org.springframework.test.web.servlet.client.RestTestClient;

/** What customers do, over HTTP. */
@TestComponent
public class Customers {

	private final RestTestClient http;

	Customers(RestTestClient http) {
		this.http = http;
	}

	/** A request to place an order, ready to be sent. */
	public RestTestClient.RequestHeadersSpec<?> order(String pizza, int quantity) {
		return post("""
				{"customer": {"name": "Ada", "email": "ada@example.org"}, "lines": [{"pizza": "%s", "quantity": %d}]}"""
			.formatted(pizza, quantity));
	}

	/** A request with this JSON. */
	public RestTestClient.RequestHeadersSpec<?> post(Object body) {
		return this.http.post().uri("/orders").contentType(MediaType.APPLICATION_JSON).body(body);
	}

	/** Places an order and tells its id. */
	public UUID ordered(String pizza, int quantity) {
		return idIn(order(pizza, quantity).exchange().expectStatus().isCreated().returnResult());
	}

	/** Asks for an order to be cancelled. */
	public RestTestClient.ResponseSpec cancel(UUID order) {
		return this.http.post().uri("/orders/" + order + "/cancellation").exchange();
	}

	/** The id of the order that an answer has as its location. */
	public static UUID idIn(ExchangeResult answer) {
		String location = String.valueOf(answer.getResponseHeaders().getLocation());
		return UUID.fromString(location.replace("/orders/", ""));
	}

	/** What a path answers now. */
	public RestTestClient.ResponseSpec see(String path) {
		return this.http.get().uri(path).exchange();
	}

	/** The order as it is now. */
	public RestTestClient.BodyContentSpec see(UUID order) {
		return see("/orders/" + order).expectStatus().isOk().expectBody();
	}

}
