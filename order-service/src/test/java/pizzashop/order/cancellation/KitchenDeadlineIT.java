package pizzashop.order.cancellation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import jakarta.persistence.EntityManagerFactory;
import org.hibernate.SessionFactory;
import org.hibernate.stat.Statistics;
import org.junit.jupiter.api.Test;
import pizzashop.events.CancellationRequested;
import pizzashop.events.CookingStarted;
import pizzashop.events.OrderCancelled;
import pizzashop.events.OrderPlaced;
import pizzashop.order.Customers;
import pizzashop.order.OrderServiceApplication;
import pizzashop.order.OrderServiceTest;
import pizzashop.order.OrdersTopic;
import pizzashop.testplatform.TestPlatform;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The kitchen does not answer, in time or at all. */
@OrderServiceTest
class KitchenDeadlineIT {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private static final Instant NOW = Instant.parse("2026-05-01T18:00:00Z");

	@Autowired
	private Customers customers;

	@Autowired
	private OrdersTopic topic;

	@Autowired
	private KitchenDeadline deadline;

	@Autowired
	private JdbcClient database;

	@Autowired
	private EntityManagerFactory entityManagers;

	@Test
	void twoInstancesCancelEachUnansweredOrderOnce() {
		UUID answered = this.customers.ordered("Funghi", 1);
		this.topic.publish(UUID.randomUUID(), new CookingStarted(answered, NOW, NOW));
		await().atMost(PATIENCE)
			.untilAsserted(() -> this.customers.see(answered).jsonPath("$.status").isEqualTo("COOKING"));
		List<UUID> unanswered = new ArrayList<>();
		for (int number = 0; number < 40; number++) {
			unanswered.add(this.customers.ordered("Margherita", 1));
		}

		try (ConfigurableApplicationContext one = impatientInstance();
				ConfigurableApplicationContext other = impatientInstance()) {
			assertThat(Stream.of(one, other)).allMatch(ConfigurableApplicationContext::isRunning);
			for (int number = 0; number < 40; number++) {
				unanswered.add(this.customers.ordered("Margherita", 1));
			}
			await().atMost(PATIENCE)
				.untilAsserted(() -> assertThat(statusesOf(unanswered)).hasSize(80).containsOnly("CANCELLING"));
		}

		this.topic.awaitAllPublished();
		assertThat(unanswered).allSatisfy((order) -> assertThat(requestsOf(order)).singleElement()
			.extracting(CancellationRequested::getReason)
			.isEqualTo("The kitchen did not answer in time."));
		assertThat(requestsOf(answered)).isEmpty();
		assertThat(this.topic.tracesOf(unanswered.getFirst(), OrderPlaced.class, CancellationRequested.class))
			.hasSize(1);
		this.topic.publish(UUID.randomUUID(), new OrderCancelled(unanswered.getFirst(), NOW));
		await().atMost(PATIENCE).untilAsserted(() -> this.customers.see(unanswered.getFirst()).json("""
				{"status": "CANCELLED", "timeline": [
				  {"event": "OrderPlaced"},
				  {"event": "CancellationRequested", "detail": "The kitchen did not answer in time."},
				  {"event": "OrderCancelled"}, {"event": "RefundIssued"}
				]}"""));
	}

	@Test
	void aBatchTakesAHandfulOfStatements() {
		List<UUID> orders = new ArrayList<>();
		for (int number = 0; number < 30; number++) {
			orders.add(this.customers.ordered("Marinara", 1));
		}
		this.database.sql("update orders set placed_at = now() - interval '1 hour' where id in (:ids)")
			.param("ids", orders)
			.update();
		Statistics statistics = this.entityManagers.unwrap(SessionFactory.class).getStatistics();
		statistics.setStatisticsEnabled(true);
		statistics.clear();

		Instant next = this.deadline.enforce();

		// lock the orders, read their timelines, update the orders, add to the timelines,
		// ask for the next deadline
		assertThat(statistics.getPrepareStatementCount()).isLessThanOrEqualTo(5);
		assertThat(next).isAfter(Instant.now());
		orders.forEach((order) -> this.customers.see(order).jsonPath("$.status").isEqualTo("CANCELLING"));
	}

	/** Another process would be the same, but slower to start. */
	private static ConfigurableApplicationContext impatientInstance() {
		return SpringApplication.run(OrderServiceApplication.class, "--order.kitchen-deadline=1s", "--server.port=0",
				"--management.server.port=0", "--spring.datasource.url=" + TestPlatform.jdbcUrl("orders"),
				"--spring.kafka.bootstrap-servers=" + TestPlatform.bootstrapServers(),
				"--spring.kafka.properties.schema.registry.url=" + TestPlatform.registryUrl());
	}

	private List<String> statusesOf(List<UUID> orders) {
		return this.database.sql("select status from orders where id in (:ids)")
			.param("ids", orders)
			.query(String.class)
			.list();
	}

	private List<CancellationRequested> requestsOf(UUID order) {
		return this.topic.eventsOf(order)
			.stream()
			.map(OrdersTopic::decode)
			.filter(CancellationRequested.class::isInstance)
			.map(CancellationRequested.class::cast)
			.toList();
	}

}
