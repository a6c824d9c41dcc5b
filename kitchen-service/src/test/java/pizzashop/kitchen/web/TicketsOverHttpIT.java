package pizzashop.kitchen.web;

import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import com.zaxxer.hikari.HikariDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pizzashop.kitchen.KitchenServiceTest;
import pizzashop.kitchen.OvenSwitchboard;
import pizzashop.kitchen.web.TicketController.TicketView;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.web.servlet.client.RestTestClient;

import static org.assertj.core.api.Assertions.assertThat;

@KitchenServiceTest
class TicketsOverHttpIT {

	@Autowired
	private RestTestClient http;

	@Autowired
	private OvenSwitchboard oven;

	@Autowired
	private JdbcTemplate jdbc;

	@Autowired
	private HikariDataSource database;

	@Test
	void ticketsArePagedNewestFirst() {
		List<UUID> opened = ticketsOfTheFarFuture(5);

		TicketController.Page first = page("/tickets?limit=2");
		TicketController.Page second = page(String.valueOf(first.next()));
		TicketController.Page last = page("/tickets?before=00000000-0000-7000-8000-000000000000");

		assertThat(first.tickets()).extracting(TicketView::orderId).isEqualTo(opened.subList(0, 2));
		assertThat(second.tickets()).extracting(TicketView::orderId).isEqualTo(opened.subList(2, 4));
		assertThat(last).isEqualTo(new TicketController.Page(List.of(), null));
	}

	@Test
	void aPageHasFiftyTicketsUnlessAskedOtherwise() {
		List<UUID> opened = ticketsOfTheFarFuture(51);

		assertThat(page("/tickets").tickets()).extracting(TicketView::orderId).isEqualTo(opened.subList(0, 50));
		assertThat(page("/tickets?limit=500").tickets()).hasSizeGreaterThan(50);
	}

	@Test
	void theLastPageHasNoNext() {
		List<UUID> opened = ticketsOfTheFarFuture(3);
		this.jdbc.update("delete from ticket where order_id < ?", opened.getLast());

		assertThat(page("/tickets?limit=3").next()).isNull();
		assertThat(page("/tickets?limit=2").next()).isEqualTo("/tickets?limit=2&before=" + opened.get(1));
	}

	@Test
	void aTicketIsShownAsItStands() {
		UUID order = ticketsOfTheFarFuture(1).getFirst();

		this.http.get().uri("/tickets?limit=1").exchange().expectStatus().isOk().expectBody().json("""
				{"tickets": [{
				  "orderId": "%s", "status": "REJECTED", "pizzas": "1 × Hawaiian", "openedAt": "2026-11-23T12:00:00Z",
				  "expectedStart": null, "startedAt": null, "expectedReadyAt": null, "readyAt": null,
				  "rejectedBecause": "no", "discardedAt": null
				}]}""".formatted(order));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			/tickets?limit=0          | limit  | must be greater than or equal to 1
			/tickets?limit=501        | limit  | must be less than or equal to 500
			/tickets?limit=abc        | limit  | must be a whole number
			/tickets?before=yesterday | before | must be a UUID
			""")
	void aBadParameterIsAProblemThatNamesIt(String path, String field, String message) {
		expectProblem(this.http.get().uri(path).exchange(), HttpStatus.BAD_REQUEST).jsonPath("$.errors[0].field")
			.isEqualTo(field)
			.jsonPath("$.errors[0].message")
			.isEqualTo(message);
	}

	@Test
	void whatIsNotOfferedIsAProblem() {
		expectProblem(this.http.get().uri("/recipes").exchange(), HttpStatus.NOT_FOUND);
		expectProblem(this.http.post().uri("/tickets").exchange(), HttpStatus.METHOD_NOT_ALLOWED);
		expectProblem(this.http.get().uri("/tickets").accept(MediaType.IMAGE_PNG).exchange(),
				HttpStatus.NOT_ACCEPTABLE);
	}

	@Test
	void whileTheDatabaseIsAwayClientsAreAskedToTryAgain() throws Exception {
		List<Connection> taken = new ArrayList<>();
		try {
			for (int i = 0; i < this.database.getMaximumPoolSize(); i++) {
				taken.add(this.database.getConnection());
			}

			expectProblem(this.http.get().uri("/tickets").exchange().expectHeader().exists("Retry-After"),
					HttpStatus.SERVICE_UNAVAILABLE);
			expectProblem(this.oven.see().expectHeader().exists("Retry-After"), HttpStatus.SERVICE_UNAVAILABLE);
		}
		finally {
			for (Connection connection : taken) {
				connection.close();
			}
		}
	}

	/** So that they are on the first page, whatever the other tests opened. */
	private List<UUID> ticketsOfTheFarFuture(int count) {
		this.jdbc.update("delete from ticket where order_id >= 'ffffff00-0000-7000-8000-000000000000'");
		List<UUID> orders = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			UUID order = UUID.fromString("ffffff00-0000-7000-8000-%012d".formatted(i));
			this.jdbc.update("""
					insert into ticket (order_id, status, pizzas, opened_at, rejected_because)
					values (?, 'REJECTED', '1 × Hawaiian', '2026-11-23T12:00:00Z', 'no')""", order);
			orders.addFirst(order);
		}
		return orders;
	}

	private TicketController.Page page(String uri) {
		return Objects.requireNonNull(this.http.get()
			.uri(uri)
			.exchange()
			.expectStatus()
			.isOk()
			.returnResult(TicketController.Page.class)
			.getResponseBody());
	}

	private static RestTestClient.BodyContentSpec expectProblem(RestTestClient.ResponseSpec answer, HttpStatus status) {
		return answer.expectStatus()
			.isEqualTo(status)
			.expectHeader()
			.contentType(MediaType.APPLICATION_PROBLEM_JSON)
			.expectBody();
	}

}
