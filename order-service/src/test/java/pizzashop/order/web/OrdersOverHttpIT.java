package pizzashop.order.web;

import java.io.ByteArrayInputStream;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import com.zaxxer.hikari.HikariDataSource;
import jakarta.persistence.EntityManagerFactory;
import org.hibernate.SessionFactory;
import org.hibernate.stat.Statistics;
import org.junit.jupiter.api.Test;
import pizzashop.order.Customers;
import pizzashop.order.HeldTable;
import pizzashop.order.OrderServiceTest;
import pizzashop.order.OrdersTopic;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.InputStreamResource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.EntityExchangeResult;
import org.springframework.test.web.servlet.client.RestTestClient;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@OrderServiceTest
class OrdersOverHttpIT {

	@Autowired
	private Customers customers;

	@Autowired
	private OrdersTopic topic;

	@Autowired
	private HikariDataSource database;

	@Autowired
	private EntityManagerFactory entityManagers;

	@Test
	void anOrderIsConfirmedAtOnce() {
		UUID order = this.customers.ordered("Margherita", 2);

		assertThat(order.version()).isEqualTo(7);
		this.customers.see(order).json("""
				{
				  "orderId": "%s",
				  "status": "CONFIRMED",
				  "customer": {"name": "Ada", "email": "ada@example.org"},
				  "lines": [{"pizza": "Margherita", "quantity": 2, "unitPrice": {"amount": 8.50, "currency": "EUR"}}],
				  "total": {"amount": 17.00, "currency": "EUR"},
				  "timeline": [{"event": "OrderPlaced", "status": "CONFIRMED", "detail": "Total 17.00 EUR"}]
				}""".formatted(order));
	}

	@Test
	void whatIsAnsweredIsWhatIsReadLater() {
		EntityExchangeResult<String> placed = answerTo(this.customers.order("Funghi", 1));
		String read = bodyOf(this.customers.see("/orders/" + Customers.idIn(placed)).returnResult(String.class));

		assertThat(bodyOf(placed)).contains("\"total\":{\"amount\":10.00,\"currency\":\"EUR\"}");
		assertThat(read).startsWith(bodyOf(placed).replaceFirst("}$", ",\"timeline\":["));
	}

	@Test
	void ordersArePagedNewestFirst() {
		List<UUID> placed = new ArrayList<>();
		for (int i = 0; i < 5; i++) {
			placed.addFirst(this.customers.ordered("Marinara", 1));
		}

		OrderController.Page first = page("/orders?limit=2");
		OrderController.Page second = page(String.valueOf(first.next()));
		OrderController.Page last = page("/orders?before=00000000-0000-7000-8000-000000000000");

		assertThat(first.orders()).extracting(OrderResponse::orderId).isEqualTo(placed.subList(0, 2));
		assertThat(second.orders()).extracting(OrderResponse::orderId).isEqualTo(placed.subList(2, 4));
		assertThat(last).isEqualTo(new OrderController.Page(List.of(), null));
	}

	@Test
	void aPageIsOneStatement() {
		for (int i = 0; i < 5; i++) {
			this.customers.ordered("Marinara", 1);
		}
		Statistics statistics = this.entityManagers.unwrap(SessionFactory.class).getStatistics();
		statistics.setStatisticsEnabled(true);
		statistics.clear();

		assertThat(page("/orders?limit=5").orders()).hasSize(5)
			.allSatisfy((order) -> assertThat(order.lines()).hasSize(1));

		assertThat(statistics.getPrepareStatementCount()).isEqualTo(1);
	}

	@Test
	void aRequestThatIsRepeatedGetsTheSameAnswer() {
		String key = UUID.randomUUID().toString();

		EntityExchangeResult<String> first = answerTo(
				this.customers.order("Diavola", 1).header("Idempotency-Key", key));
		EntityExchangeResult<String> second = answerTo(
				this.customers.order("Diavola", 1).header("Idempotency-Key", key));

		assertThat(bodyOf(second)).isEqualTo(bodyOf(first));
		assertThat(Customers.idIn(second)).isEqualTo(Customers.idIn(first));
	}

	@Test
	void aKeyDoesNotStandForTwoOrders() {
		String key = UUID.randomUUID().toString();
		answerTo(this.customers.order("Diavola", 1).header("Idempotency-Key", key));

		RestTestClient.ResponseSpec answer = this.customers.order("Diavola", 2)
			.header("Idempotency-Key", key)
			.exchange();

		expectProblem(answer, HttpStatus.UNPROCESSABLE_CONTENT).jsonPath("$.errors[0].field")
			.isEqualTo("Idempotency-Key");
	}

	@Test
	void requestsThatComeAtOnceWithOneKeyAreOneOrder() throws Exception {
		String key = UUID.randomUUID().toString();
		Callable<EntityExchangeResult<String>> request = () -> answerTo(
				this.customers.order("Prosciutto", 1).header("Idempotency-Key", key));

		List<EntityExchangeResult<String>> answers = new ArrayList<>();
		try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
			for (Future<EntityExchangeResult<String>> answer : clients.invokeAll(Collections.nCopies(8, request))) {
				answers.add(answer.get());
			}
		}

		UUID order = Customers.idIn(answers.getFirst());
		assertThat(answers).extracting(Customers::idIn).hasSize(8).containsOnly(order);
		assertThat(page("/orders?limit=2").orders()).extracting(OrderResponse::orderId).containsOnlyOnce(order);
		await().untilAsserted(() -> assertThat(this.topic.eventsOf(order)).isNotEmpty());
		this.topic.awaitAllPublished();
		assertThat(this.topic.eventsOf(order)).hasSize(1);
	}

	@Test
	void aBodyWithoutAnnouncedLengthIsBoundedToo() {
		byte[] threeMegabytes = "{\"customer\": \"%s\"}".formatted("A".repeat(3 << 20)).getBytes(UTF_8);

		RestTestClient.ResponseSpec answer = this.customers
			.post(new InputStreamResource(new ByteArrayInputStream(threeMegabytes)))
			.exchange();

		expectProblem(answer, HttpStatus.CONTENT_TOO_LARGE).jsonPath("$.errors[0].field").isEqualTo("body");
	}

	@Test
	void whileTheDatabaseIsAwayCustomersAreAskedToTryAgain() throws Exception {
		List<Connection> taken = new ArrayList<>();
		try {
			for (int i = 0; i < this.database.getMaximumPoolSize(); i++) {
				taken.add(this.database.getConnection());
			}

			expectProblem(this.customers.order("Funghi", 1).exchange().expectHeader().exists("Retry-After"),
					HttpStatus.SERVICE_UNAVAILABLE);
			expectProblem(this.customers.see("/orders").expectHeader().exists("Retry-After"),
					HttpStatus.SERVICE_UNAVAILABLE);
		}
		finally {
			for (Connection connection : taken) {
				connection.close();
			}
		}
	}

	@Test
	void anOrderWhoseTurnDoesNotComeInTimeIsRefusedAndNotPlaced() throws Exception {
		UUID newest = this.customers.ordered("Diavola", 1);
		Future<EntityExchangeResult<String>> first;
		try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
			try (HeldTable orders = HeldTable.hold(this.database, "orders")) {
				first = clients.submit(() -> answerTo(this.customers.order("Marinara", 1)));
				orders.awaitWriter();
				long sent = System.nanoTime();

				expectProblem(this.customers.order("Funghi", 1).exchange().expectHeader().exists("Retry-After"),
						HttpStatus.SERVICE_UNAVAILABLE);

				assertThat(Duration.ofNanos(System.nanoTime() - sent)).isLessThan(Duration.ofSeconds(1));
			}
		}
		UUID next = this.customers.ordered("Prosciutto", 1);
		assertThat(page("/orders?limit=3").orders()).extracting(OrderResponse::orderId)
			.containsExactly(next, Customers.idIn(first.get()), newest);
	}

	private static EntityExchangeResult<String> answerTo(RestTestClient.RequestHeadersSpec<?> request) {
		return request.exchange().expectStatus().isCreated().returnResult(String.class);
	}

	private static String bodyOf(EntityExchangeResult<String> answer) {
		return Objects.requireNonNull(answer.getResponseBody());
	}

	private OrderController.Page page(String uri) {
		return Objects.requireNonNull(this.customers.see(uri)
			.expectStatus()
			.isOk()
			.returnResult(OrderController.Page.class)
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
