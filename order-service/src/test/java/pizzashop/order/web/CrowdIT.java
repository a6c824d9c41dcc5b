package pizzashop.order.web;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.IntStream;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.persistence.EntityManagerFactory;
import org.hibernate.SessionFactory;
import org.hibernate.stat.Statistics;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import pizzashop.order.Customers;
import pizzashop.order.HeldTable;
import pizzashop.order.OrderServiceTest;
import pizzashop.order.OrdersTopic;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.client.ExchangeResult;
import org.springframework.test.web.servlet.client.RestTestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Many orders at once. The table of the orders is held until as many wait as a test
 * wants.
 */
@OrderServiceTest
@TestPropertySource(
		properties = { "order.placing.most-waiting=" + CrowdIT.MOST_WAITING, "order.placing.longest-wait=30s" })
@DirtiesContext
class CrowdIT {

	static final int MOST_WAITING = 20;

	private final ExecutorService crowd = Executors.newVirtualThreadPerTaskExecutor();

	@Autowired
	private Customers customers;

	@Autowired
	private OrdersTopic topic;

	@Autowired
	private HikariDataSource database;

	@Autowired
	private JdbcClient sql;

	@Autowired
	private MeterRegistry meters;

	@Autowired
	private EntityManagerFactory entityManagers;

	/** What an order was answered, and how long after it was sent. */
	private record Answer(int status, @Nullable UUID order, @Nullable String retryAfter,
			@Nullable MediaType contentType, Duration after) {
	}

	@AfterEach
	void goHome() {
		this.crowd.close();
	}

	@Test
	void ordersThatComeWhileOthersArePlacedShareATransaction() throws Exception {
		Statistics statistics = this.entityManagers.unwrap(SessionFactory.class).getStatistics();
		statistics.setStatisticsEnabled(true);
		List<CompletableFuture<Answer>> answers = new ArrayList<>();
		try (HeldTable orders = HeldTable.hold(this.database, "orders")) {
			answers.add(send("first"));
			orders.awaitWriter();
			statistics.clear();
			for (int i = 0; i < MOST_WAITING; i++) {
				answers.add(send("sharing-" + i));
			}
			awaitWaiting(MOST_WAITING);
		}

		assertThat(answers).extracting((answer) -> answer.join().status()).containsOnly(201);
		// lines and timeline of the first, then orders, lines and timelines of all others
		assertThat(statistics.getPrepareStatementCount()).isEqualTo(5);
		assertThat(this.sql.sql("select distinct xmin::text from orders where customer_email like 'sharing-%'")
			.query(String.class)
			.list()).hasSize(1);
		assertThat(this.sql.sql("select distinct traceparent from orders where customer_email like 'sharing-%'")
			.query(String.class)
			.list()).hasSize(MOST_WAITING);
		assertThat(answers).allSatisfy((answer) -> await().untilAsserted(
				() -> assertThat(this.topic.eventsOf(Objects.requireNonNull(answer.join().order()))).hasSize(1)));
	}

	@Test
	void anOrderThatFailsDoesNotTakeItsNeighboursAlong() throws Exception {
		List<CompletableFuture<Answer>> neighbours = new ArrayList<>();
		CompletableFuture<Answer> bad;
		this.sql.sql("alter table orders add constraint nobody_like_this check (customer_email <> 'bad@example.org')")
			.update();
		try {
			try (HeldTable orders = HeldTable.hold(this.database, "orders")) {
				neighbours.add(send("first"));
				orders.awaitWriter();
				neighbours.add(send("left"));
				bad = send("bad");
				neighbours.add(send("right"));
				awaitWaiting(3);
			}

			assertThat(bad.join().status()).isEqualTo(500);
			assertThat(neighbours).extracting((answer) -> answer.join().status()).containsOnly(201);
			assertThat(neighbours).allSatisfy((answer) -> await().untilAsserted(
					() -> assertThat(this.topic.eventsOf(Objects.requireNonNull(answer.join().order()))).hasSize(1)));
		}
		finally {
			this.sql.sql("alter table orders drop constraint nobody_like_this").update();
		}
	}

	@Test
	void aKeyThatComesTwiceInATransactionStandsForOneOrder() throws Exception {
		String one = UUID.randomUUID().toString();
		String two = UUID.randomUUID().toString();
		List<CompletableFuture<Answer>> same = new ArrayList<>();
		List<CompletableFuture<Answer>> different = new ArrayList<>();
		try (HeldTable orders = HeldTable.hold(this.database, "orders")) {
			same.add(send("same", one));
			orders.awaitWriter();
			for (int i = 0; i < 4; i++) {
				same.add(send("same", one));
				different.add(send("different-" + i, two));
			}
			awaitWaiting(8);
		}

		assertThat(same).extracting((answer) -> answer.join().status()).containsOnly(201);
		assertThat(same.stream().map((answer) -> answer.join().order()).distinct()).hasSize(1);
		assertThat(different).extracting((answer) -> answer.join().status())
			.containsExactlyInAnyOrder(201, 422, 422, 422);
		assertThat(emailsLike("same@%")).hasSize(1);
		assertThat(emailsLike("different-%")).hasSize(1);
	}

	@Test
	void whatIsTooMuchIsRefusedAtOnceAndTheRestIsPlaced() throws Exception {
		double refused = this.meters.get("orders.refused").counter().count();
		List<CompletableFuture<Answer>> answers = new ArrayList<>();
		List<CompletableFuture<Answer>> surplus;
		try (HeldTable orders = HeldTable.hold(this.database, "orders")) {
			answers.add(send("patient-first"));
			orders.awaitWriter();
			for (int i = 0; i < MOST_WAITING; i++) {
				answers.add(send("patient-" + i));
			}
			awaitWaiting(MOST_WAITING);
			surplus = IntStream.range(0, 100).mapToObj((i) -> send("surplus-" + i)).toList();

			assertThat(surplus).allSatisfy((answer) -> {
				assertThat(answer.join().status()).isEqualTo(503);
				assertThat(answer.join().retryAfter()).matches("[1-5]");
				assertThat(answer.join().contentType()).isEqualTo(MediaType.APPLICATION_PROBLEM_JSON);
				// in line they would wait half a minute
				assertThat(answer.join().after()).isLessThan(Duration.ofSeconds(5));
			});
			// the customers share a busy machine with the service: not all of them are
			// heard at once
			assertThat(
					surplus.stream().map((answer) -> answer.join().after()).sorted().toList().get(surplus.size() / 2))
				.isLessThan(Duration.ofSeconds(1));
			this.customers.see("/orders?limit=1").expectStatus().isOk();
			assertThat(this.meters.get("orders.waiting").gauge().value()).isEqualTo(MOST_WAITING);
			assertThat(answers).noneMatch(CompletableFuture::isDone);
		}

		assertThat(answers).extracting((answer) -> answer.join().status()).containsOnly(201);
		assertThat(this.meters.get("orders.refused").counter().count() - refused).isEqualTo(surplus.size());
		assertThat(emailsLike("surplus-%")).isEmpty();
		assertThat(emailsLike("patient-%")).hasSize(answers.size());
		this.customers.ordered("Margherita", 1);
		this.topic.awaitAllPublished();
		assertThat(answers).allSatisfy(
				(answer) -> assertThat(this.topic.eventsOf(Objects.requireNonNull(answer.join().order()))).hasSize(1));
	}

	private CompletableFuture<Answer> send(String who) {
		return send(who, UUID.randomUUID().toString());
	}

	private CompletableFuture<Answer> send(String who, String key) {
		Supplier<Answer> request = () -> {
			long sent = System.nanoTime();
			RestTestClient.RequestHeadersSpec<?> order = this.customers.post("""
					{"customer": {"name": "Ada", "email": "%s@example.org"},
					 "lines": [{"pizza": "Funghi", "quantity": 2}, {"pizza": "Diavola", "quantity": 1}]}"""
				.formatted(who));
			ExchangeResult answer = order.header("Idempotency-Key", key).exchange().returnResult();
			return new Answer(answer.getStatus().value(),
					(answer.getStatus().value() == 201) ? Customers.idIn(answer) : null,
					answer.getResponseHeaders().getFirst("Retry-After"), answer.getResponseHeaders().getContentType(),
					Duration.ofNanos(System.nanoTime() - sent));
		};
		return CompletableFuture.supplyAsync(request, this.crowd);
	}

	private void awaitWaiting(int count) {
		await().untilAsserted(() -> assertThat(this.meters.get("orders.waiting").gauge().value()).isEqualTo(count));
	}

	private List<String> emailsLike(String pattern) {
		return this.sql.sql("select customer_email from orders where customer_email like ?")
			.param(pattern)
			.query(String.class)
			.list();
	}

}
