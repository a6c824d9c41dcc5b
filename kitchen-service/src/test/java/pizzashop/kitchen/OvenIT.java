package pizzashop.kitchen;

import java.time.Instant;
import java.util.UUID;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pizzashop.contracts.Topics;
import pizzashop.events.CookingStarted;
import pizzashop.events.OrderReady;
import pizzashop.events.OrderRejected;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.util.StringUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@KitchenServiceTest
class OvenIT {

	@Autowired
	private OrdersTopic topic;

	@Autowired
	private OvenSwitchboard oven;

	@Autowired
	private JdbcTemplate jdbc;

	@Autowired
	private MeterRegistry meters;

	@AfterEach
	void isRepaired() {
		this.oven.turn(false);
	}

	@Test
	void anOperatorJamsAndRepairsIt(CapturedOutput log) {
		OvenSwitchboard.Oven before = this.oven.look();
		OvenSwitchboard.Oven jammed = this.oven.turn(true);
		OvenSwitchboard.Oven seen = this.oven.look();
		OvenSwitchboard.Oven repaired = this.oven.turn(false);

		assertThat(before.jammed()).isFalse();
		assertThat(jammed.jammed()).isTrue();
		assertThat(jammed.since()).isAfter(before.since());
		assertThat(seen).isEqualTo(jammed);
		assertThat(repaired.jammed()).isFalse();
		assertThat(repaired.since()).isAfter(jammed.since());
		assertThat(log).containsPattern("INFO +Kitchen +Oven jammed\n")
			.containsPattern("INFO +Kitchen +Oven repaired\n");
	}

	@Test
	void itIsShownAsAgreed() {
		this.jdbc.update("update oven set jammed = true, since = '2026-11-23T12:00:00Z'");

		this.oven.see().expectStatus().isOk().expectBody().json("""
				{"jammed": true, "since": "2026-11-23T12:00:00Z"}""");
	}

	@Test
	void anOvenThatIsJammedAlreadyStaysAsItIs(CapturedOutput log) {
		OvenSwitchboard.Oven first = this.oven.turn(true);
		OvenSwitchboard.Oven second = this.oven.turn(true);

		assertThat(second).isEqualTo(first);
		assertThat(StringUtils.countOccurrencesOf(log.toString(), "Oven jammed")).isEqualTo(1);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			{}                    | The value of jammed must be true or false
			{"jammed": null}      | The value of jammed must be true or false
			{"broken": true}      | The value of jammed must be true or false
			{"jammed": "perhaps"} | The value of jammed must be true or false
			{"jammed": 1}         | The value of jammed must be true or false
			{"jammed": {}}        | The request has a value of the wrong type
			[]                    | The request has a value of the wrong type
			{"jammed":            | The request body is malformed
			""")
	void whatIsNeitherJammedNorRepairedIsABadRequest(String body, String detail) {
		OvenSwitchboard.Oven before = this.oven.look();

		this.oven.post(body)
			.expectStatus()
			.isBadRequest()
			.expectHeader()
			.contentType(MediaType.APPLICATION_PROBLEM_JSON)
			.expectBody()
			.jsonPath("$.detail")
			.isEqualTo(detail);
		assertThat(this.oven.look()).isEqualTo(before);
	}

	@Test
	void anOrderWaitsUntilTheOvenIsRepaired(CapturedOutput log) {
		this.oven.turn(true);

		UUID order = this.topic.ordered("Margherita");
		awaitFailedAttemptAt(order, log);
		await().untilAsserted(() -> assertThat(lag()).isPositive());
		this.oven.turn(false);

		awaitReady(order);
		assertThat(this.topic.deadLettersOf(order)).isEmpty();
		await().untilAsserted(() -> assertThat(lag()).isZero());
	}

	@Test
	void whatStaysJammedBecomesADeadLetterWhileNeighboursGoOn() {
		this.oven.turn(true);

		UUID order = this.topic.orderedIn(3, "Margherita");
		UUID behind = this.topic.orderedIn(3, "Hawaiian");
		UUID beside = this.topic.orderedIn(4, "Hawaiian");

		await().untilAsserted(() -> assertThat(this.topic.deadLettersOf(order)).hasSize(1));
		ConsumerRecord<byte[], byte[]> letter = this.topic.deadLettersOf(order).getFirst();
		assertThat(OrdersTopic.header(letter, "dlq_attempts")).isEqualTo("5");
		assertThat(OrdersTopic.header(letter, "dlq_exception")).endsWith(".OvenJammedException");
		assertThat(OrdersTopic.header(letter, "dlq_message")).isEqualTo("The oven is jammed");
		assertThat(this.topic.kitchensEventsOf(order)).isEmpty();
		await().untilAsserted(() -> assertThat(this.topic.kitchensEventsOf(behind)).hasSize(1));
		Instant givenUpAt = Instant.parse(OrdersTopic.header(letter, "dlq_failed_at"));
		assertThat(rejectionOf(beside)).isBefore(givenUpAt);
		assertThat(rejectionOf(behind)).isAfterOrEqualTo(givenUpAt);
	}

	@Test
	void whatIsInTheOvenComesOut() {
		this.oven.turn(true);
		UUID order = UUID.randomUUID();

		this.jdbc.update("""
				insert into ticket (order_id, status, pizzas, opened_at, expected_ready_at)
				values (?, 'COOKING', '1 × Diavola', now(), now())""", order);

		await().untilAsserted(
				() -> assertThat(this.topic.kitchensEventsOf(order)).singleElement().isInstanceOf(OrderReady.class));
	}

	/** Nothing is kept in memory: what another instance wrote is what counts. */
	@Test
	void anotherInstancesSwitchIsSeen(CapturedOutput log) {
		this.jdbc.update("update oven set jammed = true, since = now()");
		assertThat(this.oven.look().jammed()).isTrue();
		UUID order = this.topic.ordered("Funghi");
		awaitFailedAttemptAt(order, log);

		this.jdbc.update("update oven set jammed = false, since = now()");
		awaitReady(order);

		this.oven.turn(true);
		assertThat(this.jdbc.queryForObject("select jammed from oven", Boolean.class)).isTrue();
	}

	@Test
	void anOrderThatWasCookedDoesNotNeedTheOvenAgain() {
		UUID order = this.topic.ordered("Marinara");
		awaitReady(order);

		this.oven.turn(true);
		this.jdbc.update("delete from inbox");
		this.topic.redeliver(this.topic.placementOf(order));
		UUID marker = this.topic.orderedIn(this.topic.placeOf(order).partition(), "Hawaiian");

		await().untilAsserted(() -> assertThat(this.topic.kitchensEventsOf(marker)).hasSize(1));
		assertThat(this.topic.kitchensEventsOf(order)).hasSize(2);
		assertThat(this.topic.deadLettersOf(order)).isEmpty();
	}

	private void awaitFailedAttemptAt(UUID order, CapturedOutput log) {
		await().untilAsserted(() -> assertThat(log).containsPattern(
				"Attempt 1 failed, .*record=" + this.topic.placeOf(order) + " kind=HANDLER .*The oven is jammed"));
	}

	private void awaitReady(UUID order) {
		await().untilAsserted(() -> assertThat(this.topic.kitchensEventsOf(order)).hasSize(2)
			.hasExactlyElementsOfTypes(CookingStarted.class, OrderReady.class));
	}

	private Instant rejectionOf(UUID order) {
		return ((OrderRejected) this.topic.kitchensEventsOf(order).getFirst()).getRejectedAt();
	}

	private double lag() {
		return this.meters.get("messaging.consumer.lag")
			.tags("group", "kitchen-service", "topic", Topics.PIZZA_ORDERS)
			.gauge()
			.value();
	}

}
