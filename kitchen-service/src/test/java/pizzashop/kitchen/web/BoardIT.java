package pizzashop.kitchen.web;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pizzashop.kitchen.KitchenServiceTest;
import pizzashop.kitchen.OrdersTopic;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.web.servlet.client.RestTestClient;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@KitchenServiceTest
class BoardIT {

	@Autowired
	private RestTestClient http;

	@Autowired
	private OrdersTopic topic;

	@Autowired
	private JdbcTemplate jdbc;

	@LocalServerPort
	private int port;

	@LocalManagementPort
	private int managementPort;

	@BeforeEach
	void isEmpty() {
		this.jdbc.update("delete from ticket");
	}

	@AfterEach
	void isRepaired() {
		turn("{\"jammed\": false}").expectStatus().isOk();
	}

	@Test
	void eachTicketIsInItsLane() {
		ticket(1, "QUEUED", "expected_start", "2100-01-01T00:00:02Z");
		ticket(2, "QUEUED", "expected_start", "2100-01-01T00:00:01Z");
		ticket(3, "COOKING", "expected_ready_at", "2100-01-01T00:00:01Z");
		ticket(4, "READY", "ready_at", "2026-01-01T00:00:01Z");
		ticket(5, "READY", "ready_at", "2026-01-01T00:00:02Z");
		ticket(6, "REJECTED", "expected_start", "2026-01-01T00:00:00Z");
		ticket(7, "DISCARDED", "discarded_at", "2026-01-01T00:00:00Z");

		Board.Snapshot board = board();

		assertThat(numbers(board.queued())).containsExactly(2, 1);
		assertThat(numbers(board.cooking())).containsExactly(3);
		assertThat(numbers(board.ready())).containsExactly(5, 4);
		assertThat(numbers(board.notMade())).containsExactly(7, 6);
		assertThat(board.openLetters()).isNotNegative();
		assertThat(board.oven().jammed()).isFalse();
	}

	@Test
	void whatIsMoreThanFitsIsCounted() {
		for (int number = 0; number < 15; number++) {
			ticket(number, "QUEUED", "expected_start", "2100-01-01T00:00:00Z");
		}

		assertThat(board().queued().count()).isEqualTo(15);
		assertThat(board().queued().tickets()).hasSize(10);
	}

	@Test
	void whoeverWatchesSeesWhatChanges() throws IOException {
		List<String> seen = watch("/board/events");
		await().until(() -> !seen.isEmpty());

		UUID order = this.topic.ordered("Hawaiian");

		await().untilAsserted(() -> assertThat(seen).anyMatch((board) -> board.contains(order.toString())));
		turn("{\"jammed\": true}");
		await().untilAsserted(() -> assertThat(seen.getLast()).contains("\"oven\":{\"jammed\":true"));
	}

	@Test
	void theOvenIsJammedAndRepairedFromTheBoard() {
		turn("{\"jammed\": true}").expectBody().jsonPath("$.jammed").isEqualTo(true);
		this.http.get().uri("/oven").exchange().expectBody().jsonPath("$.jammed").isEqualTo(true);

		turn("{\"jammed\": false}").expectBody().jsonPath("$.jammed").isEqualTo(false);
	}

	@ParameterizedTest
	@ValueSource(strings = { "{}", "{\"jammed\": null}", "{\"jammed\": \"perhaps\"}" })
	void whatIsNeitherJammedNorRepairedIsABadRequest(String body) {
		turn(body).expectStatus()
			.isBadRequest()
			.expectHeader()
			.contentType(MediaType.APPLICATION_PROBLEM_JSON)
			.expectBody()
			.jsonPath("$.errors[0].field")
			.isEqualTo("jammed");
	}

	@Test
	void theDeskIsOnTheManagementPort() throws IOException {
		HttpURLConnection request = open("/desk");
		request.setInstanceFollowRedirects(false);

		assertThat(request.getResponseCode()).isEqualTo(302);
		assertThat(request.getHeaderField(HttpHeaders.LOCATION))
			.isEqualTo("http://127.0.0.1:" + this.managementPort + "/desk");
	}

	@Test
	void thePageIsServed() {
		this.http.get()
			.uri("/")
			.accept(MediaType.TEXT_HTML)
			.exchange()
			.expectStatus()
			.isOk()
			.expectHeader()
			.exists("Content-Security-Policy");
		for (String part : List.of("/board.js", "/board.css", "/shop/shop.css", "/shop/live.js")) {
			this.http.get().uri(part).exchange().expectStatus().isOk();
		}
	}

	private void ticket(int number, String status, String column, String time) {
		this.jdbc.update("""
				insert into ticket (order_id, status, pizzas, opened_at, %s)
				values (?, ?, '1 × Margherita', '2026-01-01T00:00:00Z', ?::timestamptz)""".formatted(column),
				idOf(number), status, time);
	}

	private static UUID idOf(int number) {
		return new UUID(0, number);
	}

	private static List<Integer> numbers(Board.Lane lane) {
		return lane.tickets().stream().map((ticket) -> (int) ticket.orderId().getLeastSignificantBits()).toList();
	}

	private Board.Snapshot board() {
		return Objects.requireNonNull(this.http.get()
			.uri("/board")
			.exchange()
			.expectStatus()
			.isOk()
			.returnResult(Board.Snapshot.class)
			.getResponseBody());
	}

	private RestTestClient.ResponseSpec turn(String body) {
		return this.http.put().uri("/oven").contentType(MediaType.APPLICATION_JSON).body(body).exchange();
	}

	private HttpURLConnection open(String path) throws IOException {
		return (HttpURLConnection) URI.create("http://127.0.0.1:" + this.port + path).toURL().openConnection();
	}

	/** The data of what a stream brings, as it comes. */
	private List<String> watch(String path) throws IOException {
		List<String> seen = new CopyOnWriteArrayList<>();
		BufferedReader lines = new BufferedReader(new InputStreamReader(open(path).getInputStream(), UTF_8));
		Thread.ofVirtual().start(() -> {
			try (lines) {
				lines.lines()
					.filter((line) -> line.startsWith("data: "))
					.forEach((line) -> seen.add(line.substring("data: ".length())));
			}
			catch (IOException | UncheckedIOException ex) {
				// the service is gone
			}
		});
		return seen;
	}

}
