package pizzashop.kitchen;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import pizzashop.testplatform.TestPlatform;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.HttpStatus;
import org.springframework.test.web.servlet.client.RestTestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What sells, counted by two instances, one of which comes and goes. */
@KitchenServiceTest
class SalesIT {

	/** A name of its own for each test, so that the others' orders are not counted. */
	private final String pizza = "Pizza " + UUID.randomUUID();

	private static ConfigurableApplicationContext second;

	@Autowired
	private OrdersTopic topic;

	@Autowired
	private RestTestClient first;

	record Rank(int place, String pizza, long ordered, long cooked, long rejected) {
	}

	record Window(List<Map<String, Object>> pizzas) {
	}

	record Report(List<Window> windows, List<Rank> ranking) {
	}

	@BeforeAll
	static void startSecondInstance() {
		second = start();
	}

	@AfterAll
	static void stopSecondInstance() {
		second.close();
	}

	private static ConfigurableApplicationContext start() {
		SpringApplication application = new SpringApplication(KitchenServiceApplication.class);
		application.setWebApplicationType(WebApplicationType.SERVLET);
		return application.run("--server.port=0", "--management.server.port=0",
				"--spring.datasource.url=" + TestPlatform.jdbcUrl("kitchen"),
				"--spring.kafka.bootstrap-servers=" + TestPlatform.bootstrapServers(),
				"--spring.kafka.properties.schema.registry.url=" + TestPlatform.registryUrl());
	}

	private static RestTestClient http(ConfigurableApplicationContext instance) {
		return RestTestClient.bindToServer()
			.baseUrl("http://127.0.0.1:" + instance.getEnvironment().getRequiredProperty("local.server.port"))
			.build();
	}

	/** Nobody has a recipe for it, so it is rejected. */
	private void order(int orders) {
		IntStream.range(0, orders).forEach((number) -> this.topic.ordered(this.pizza));
	}

	@Test
	void bothInstancesTellTheSameSums() {
		order(20);

		for (RestTestClient instance : List.of(this.first, http(second))) {
			await().atMost(Duration.ofSeconds(60))
				.untilAsserted(() -> assertThat(rankOf(this.pizza, instance)).returns(40L, Rank::ordered)
					.returns(40L, Rank::rejected)
					.returns(0L, Rank::cooked));
		}
		assertThat(reportOf(this.first).windows()).hasSize(5);
	}

	@Test
	void anInstanceThatComesBackTellsWhatWasCountedAndGoesOn() {
		order(5);
		await().atMost(Duration.ofSeconds(60))
			.untilAsserted(() -> assertThat(rankOf(this.pizza, this.first)).returns(10L, Rank::rejected));

		second.close();
		order(5);
		await().atMost(Duration.ofSeconds(60))
			.untilAsserted(() -> assertThat(rankOf(this.pizza, this.first)).returns(20L, Rank::rejected));
		second = start();

		await().atMost(Duration.ofSeconds(15))
			.untilAsserted(() -> assertThat(rankOf(this.pizza, http(second))).returns(20L, Rank::ordered)
				.returns(20L, Rank::rejected));
		order(5);
		for (RestTestClient instance : List.of(this.first, http(second))) {
			await().atMost(Duration.ofSeconds(60))
				.untilAsserted(() -> assertThat(rankOf(this.pizza, instance)).returns(30L, Rank::ordered)
					.returns(30L, Rank::rejected));
		}
	}

	private static Report reportOf(RestTestClient instance) {
		return Objects.requireNonNull(instance.get()
			.uri("/sales")
			.exchange()
			.expectStatus()
			.isEqualTo(HttpStatus.OK)
			.returnResult(Report.class)
			.getResponseBody());
	}

	private static Rank rankOf(String pizza, RestTestClient instance) {
		return reportOf(instance).ranking()
			.stream()
			.collect(Collectors.toMap(Rank::pizza, Function.identity()))
			.getOrDefault(pizza, new Rank(0, pizza, 0, 0, 0));
	}

}
