package pizzashop.platform.customer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pizzashop.platform.process.PlatformException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class OrderClientTests {

	@SuppressWarnings("NullAway.Init")
	private HttpServer service;

	@SuppressWarnings("NullAway.Init")
	private OrderClient client;

	@BeforeEach
	void start() throws IOException {
		this.service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.service.start();
		this.client = new OrderClient(URI.create("http://127.0.0.1:" + this.service.getAddress().getPort()));
	}

	@AfterEach
	void stop() {
		this.service.stop(0);
	}

	@Test
	void anOrderIsFollowedToItsRefund() {
		List<String> answers = new ArrayList<>(
				List.of(order("CONFIRMED", "OrderPlaced"), order("REJECTED", "OrderPlaced", "OrderRejected"),
						order("REJECTED", "OrderPlaced", "OrderRejected", "RefundIssued")));
		this.service.createContext("/orders/1", (exchange) -> {
			byte[] body = answers.removeFirst().getBytes(StandardCharsets.UTF_8);
			exchange.sendResponseHeaders(200, body.length);
			exchange.getResponseBody().write(body);
			exchange.close();
		});
		List<String> news = new ArrayList<>();

		Order order = new OrderFollower(this.client, "1", (entry) -> news.add(entry.event()))
			.follow(Duration.ofSeconds(30));

		assertThat(order.isAtItsEnd()).isTrue();
		assertThat(order.total()).isEqualTo("8.50 EUR");
		assertThat(news).containsExactly("OrderPlaced", "OrderRejected", "RefundIssued");
	}

	@Test
	void aProblemDocumentIsToldInWords() {
		answer("/orders", 400, """
				{"title":"Invalid order","detail":"One field is wrong.","status":400,
				 "errors":[{"field":"lines[0].quantity","message":"must be at most 100"}]}""");

		assertThatExceptionOfType(OrderRefused.class)
			.isThrownBy(() -> this.client.place("Ada", "ada@example.org", List.of(new OrderLine("Margherita", 1000))))
			.withMessage("Invalid order: One field is wrong.\n  lines[0].quantity: must be at most 100");
	}

	@Test
	void anAnswerThatIsNoProblemDocumentIsToldByItsStatus() {
		answer("/orders/1", 502, "<html>bad gateway</html>");

		assertThatExceptionOfType(OrderRefused.class).isThrownBy(() -> this.client.find("1"))
			.withMessage("The order-service answered 502.");
	}

	@Test
	void aServiceThatDoesNotRunIsToldWithTheWayOut() {
		this.service.stop(0);

		assertThatExceptionOfType(PlatformException.class).isThrownBy(() -> this.client.find("1"))
			.withMessageStartingWith("No order-service answers at http://127.0.0.1:")
			.withMessageEndingWith("start the system with ./pizza up first.");
	}

	private void answer(String path, int status, String text) {
		byte[] body = text.getBytes(StandardCharsets.UTF_8);
		this.service.createContext(path, (exchange) -> {
			exchange.sendResponseHeaders(status, body.length);
			exchange.getResponseBody().write(body);
			exchange.close();
		});
	}

	private static String order(String status, String... events) {
		StringBuilder timeline = new StringBuilder();
		for (String event : events) {
			timeline.append(timeline.isEmpty() ? "" : ",")
				.append("{\"at\":\"2026-01-02T03:04:05Z\",\"event\":\"")
				.append(event)
				.append("\",\"status\":\"X\",\"detail\":null}");
		}
		return "{\"orderId\":\"1\",\"status\":\"" + status
				+ "\",\"total\":{\"amount\":8.50,\"currency\":\"EUR\"},\"timeline\":[" + timeline + "]}";
	}

}
