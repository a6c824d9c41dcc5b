package pizzashop.notification;

import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;

import com.zaxxer.hikari.HikariDataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pizzashop.testplatform.CommittedApi;
import pizzashop.testplatform.Outage;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

/** What docs/openapi/notification-service.yaml says is true. */
@WithNotificationService
class ApiDocumentIT {

	private final CommittedApi document = CommittedApi.of("notification-service");

	@Autowired
	private HikariDataSource database;

	@LocalServerPort
	private int port;

	private RestTestClient http;

	@BeforeEach
	void setUp() {
		this.http = RestTestClient.bindToServer().baseUrl("http://127.0.0.1:" + this.port).build();
	}

	@Test
	void theCommittedDocumentIsWhatTheServiceAnswers() {
		this.document.assertIsWhatIsServed(get("/openapi.yaml"));
	}

	@Test
	void everyDocumentedProblemIsWhatTheServiceAnswers() {
		Map<String, Supplier<ResponseSpec>> requests = new TreeMap<>();
		requests.put("invalid-limit", () -> get("/mails?limit=201"));
		requests.put("malformed-order", () -> get("/mails?order=42"));
		requests.put("malformed-mail-id", () -> get("/mails/42"));
		requests.put("no-such-mail", () -> get("/mails/" + UUID.randomUUID()));
		requests.put("no-such-html", () -> get("/mails/" + UUID.randomUUID() + "/html"));
		requests.put("not-acceptable", () -> getXml("/mails"));
		requests.put("unavailable", () -> withoutDatabase(() -> get("/mails")));
		requests.put("nothing-here", () -> get("/pizzas"));
		requests.put("method-not-offered", () -> this.http.delete().uri("/mails").exchange());

		this.document.assertProblemsAreAnswered(requests, "our-mistake", "no-stream-accepted", "stream-unavailable",
				"not-json");
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
