package pizzashop.kitchen.web;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

import com.zaxxer.hikari.HikariDataSource;
import org.junit.jupiter.api.Test;
import pizzashop.kitchen.KitchenServiceTest;
import pizzashop.testplatform.CommittedApi;
import pizzashop.testplatform.Outage;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

/** What docs/openapi/kitchen-service.yaml says is true. */
@KitchenServiceTest
class ApiDocumentIT {

	private final CommittedApi document = CommittedApi.of("kitchen-service");

	@Autowired
	private RestTestClient http;

	@Autowired
	private HikariDataSource database;

	@Test
	void theCommittedDocumentIsWhatTheServiceAnswers() {
		this.document.assertIsWhatIsServed(get("/openapi.yaml"));
	}

	@Test
	void everyDocumentedProblemIsWhatTheServiceAnswers() {
		Map<String, Supplier<ResponseSpec>> requests = new TreeMap<>();
		requests.put("invalid-limit", () -> get("/tickets?limit=501"));
		requests.put("malformed-before", () -> get("/tickets?before=yesterday"));
		requests.put("no-turn", () -> turn("{}"));
		requests.put("wrong-type", () -> turn("{\"jammed\": []}"));
		requests.put("malformed-body", () -> turn("{\"jammed\": "));
		requests.put("no-body", () -> turn("null"));
		requests.put("not-json", () -> this.http.put().uri("/oven").body("jammed").exchange());
		requests.put("not-acceptable", () -> getXml("/tickets"));
		requests.put("no-stream-accepted", () -> getXml("/board/events"));
		requests.put("unavailable", () -> withoutDatabase(() -> get("/tickets")));
		requests.put("nothing-here", () -> get("/pizzas"));
		requests.put("method-not-offered", () -> this.http.delete().uri("/tickets").exchange());

		this.document.assertProblemsAreAnswered(requests, "our-mistake", "sales-not-read-yet", "stream-unavailable");
	}

	private ResponseSpec turn(String body) {
		return this.http.put().uri("/oven").contentType(MediaType.APPLICATION_JSON).body(body).exchange();
	}

	private ResponseSpec get(String path) {
		return this.http.get().uri(path).exchange();
	}

	private ResponseSpec getXml(String path) {
		return this.http.get().uri(path).accept(MediaType.APPLICATION_XML).exchange();
	}

	private ResponseSpec withoutDatabase(Supplier<ResponseSpec> request) {
		return Outage.ofDatabase(this.database, this.database.getMaximumPoolSize(), request);
	}

}
