package pizzashop.order.web;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;

import com.zaxxer.hikari.HikariDataSource;
import org.junit.jupiter.api.Test;
import pizzashop.events.CookingStarted;
import pizzashop.order.Customers;
import pizzashop.order.HeldTable;
import pizzashop.order.OrderServiceTest;
import pizzashop.order.OrdersTopic;
import pizzashop.testplatform.CommittedApi;
import pizzashop.testplatform.Outage;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

/** What docs/openapi/order-service.yaml says is true. */
@OrderServiceTest
class ApiDocumentIT {

	private final CommittedApi document = CommittedApi.of("order-service");

	@Autowired
	private RestTestClient http;

	@Autowired
	private Customers customers;

	@Autowired
	private OrdersTopic topic;

	@Autowired
	private HikariDataSource database;

	@Test
	void theCommittedDocumentIsWhatTheServiceAnswers() {
		this.document.assertIsWhatIsServed(get("/openapi.yaml"));
	}

	@Test
	void theDocumentedOrderIsPlacedAndLooksAsDocumented() {
		ObjectNode answer = (ObjectNode) this.document
			.at("/paths/~1orders/post/responses/201/content/application~1json/example");
		// different for each order
		answer.remove(List.of("orderId", "placedAt"));

		this.customers.post(documentedOrder())
			.exchange()
			.expectStatus()
			.isCreated()
			.expectBody()
			.json(answer.toString())
			.jsonPath("$.length()")
			.isEqualTo(answer.size() + 2);
	}

	@Test
	void everyDocumentedProblemIsWhatTheServiceAnswers() {
		this.document.assertProblemsAreAnswered(provokingRequests(), "our-mistake");
	}

	private Map<String, Supplier<ResponseSpec>> provokingRequests() {
		Map<String, Supplier<ResponseSpec>> requests = new TreeMap<>();
		requests.put("invalid-fields", () -> this.customers.order("Calzone", 0).exchange());
		requests.put("wrong-type", () -> post(documentedOrder().replace(":2", ":\"two\"")));
		requests.put("malformed-body", () -> post("{\"customer\": "));
		requests.put("no-body", () -> post("null"));
		requests.put("too-large", () -> post(documentedOrder().replace("Ada", "A".repeat(2 << 20))));
		requests.put("not-json", () -> this.http.post().uri("/orders").body("Margherita").exchange());
		requests.put("malformed-key", () -> post(documentedOrder(), "two words"));
		requests.put("key-reused", this::reuseOfAKey);
		requests.put("too-late", this::cancellationOfWhatIsCooking);
		requests.put("invalid-limit", () -> get("/orders?limit=101"));
		requests.put("malformed-before", () -> get("/orders?before=yesterday"));
		requests.put("malformed-order-id", () -> get("/orders/42"));
		requests.put("no-such-order", () -> get(unknownOrder()));
		requests.put("malformed-last-event-id",
				() -> this.http.get().uri(unknownOrder() + "/events").header("Last-Event-ID", "one").exchange());
		requests.put("not-acceptable", () -> getXml("/orders"));
		requests.put("no-stream-accepted", () -> getXml(unknownOrder() + "/events"));
		requests.put("too-many-orders", this::orderThatWaitsForAnotherTooLong);
		requests.put("unavailable", () -> withoutDatabase(() -> get("/orders")));
		requests.put("stream-unavailable", () -> withoutDatabase(() -> get(unknownOrder() + "/events")));
		requests.put("nothing-here", () -> get("/pizzas"));
		requests.put("method-not-offered", () -> this.http.delete().uri("/orders").exchange());
		return requests;
	}

	private static String unknownOrder() {
		return "/orders/" + UUID.randomUUID();
	}

	private String documentedOrder() {
		return this.document
			.at("/paths/~1orders/post/requestBody/content/application~1json/examples/two-margheritas/value")
			.toString();
	}

	private ResponseSpec reuseOfAKey() {
		String key = UUID.randomUUID().toString();
		post(documentedOrder(), key).expectStatus().isCreated();
		return post(documentedOrder().replace("Margherita", "Funghi"), key);
	}

	private ResponseSpec cancellationOfWhatIsCooking() {
		UUID order = this.customers.ordered("Marinara", 1);
		this.topic.publish(UUID.randomUUID(), new CookingStarted(order, Instant.now(), Instant.now()));
		this.topic.awaitAllConsumed();
		return this.customers.cancel(order);
	}

	private ResponseSpec orderThatWaitsForAnotherTooLong() {
		try (HeldTable orders = HeldTable.hold(this.database, "orders")) {
			Thread.ofVirtual().start(() -> post(documentedOrder()));
			orders.awaitWriter();
			return post(documentedOrder());
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private ResponseSpec withoutDatabase(Supplier<ResponseSpec> request) {
		return Outage.ofDatabase(this.database, this.database.getMaximumPoolSize(), request);
	}

	private ResponseSpec post(String body) {
		return this.customers.post(body).exchange();
	}

	private ResponseSpec post(String body, String key) {
		return this.customers.post(body).header("Idempotency-Key", key).exchange();
	}

	private ResponseSpec get(String path) {
		return this.http.get().uri(path).exchange();
	}

	private ResponseSpec getXml(String path) {
		return this.http.get().uri(path).accept(MediaType.APPLICATION_XML).exchange();
	}

}
