package pizzashop.benchmarks.load;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

class LoadTests {

	private static final URI TARGET = URI.create("http://127.0.0.1:8080");

	private static final LoadPlan CLOSED = LoadPlan.closed(TARGET, 32,
			List.of(new LoadPlan.Phase(LoadPlan.Request.PLACE, Duration.ofSeconds(3)),
					new LoadPlan.Phase(LoadPlan.Request.NOTHING, Duration.ofMillis(500))));

	/** Ten a second: the third began 250 ms late, and with it the fourth. */
	@Test
	void aRequestThatBeganLateIsCountedFromWhenItWasDue() {
		List<Answer> answers = List.of(answer(1_000_000, 1_010_000), answer(1_100_000, 1_110_000),
				answer(1_450_000, 1_460_000), answer(1_460_000, 1_470_000));

		assertThat(Load.asPlanned(answers, 10)).extracting(Answer::latency)
			.containsExactly(10_000L, 10_000L, 260_000L, 170_000L);
	}

	/** The schedule is that of the most punctual: here the second. */
	@Test
	void aFirstRequestThatBeganLateDoesNotPutOffTheOthers() {
		List<Answer> answers = List.of(answer(1_050_000, 1_060_000), answer(1_100_000, 1_110_000));

		assertThat(Load.asPlanned(answers, 10)).extracting(Answer::latency).containsExactly(60_000L, 10_000L);
	}

	@Test
	void anAnswerIsReadAsItWasWritten() {
		Answer placed = new Answer("PLACE", 1, 2, 201, UUID.randomUUID());
		Answer refused = new Answer("PLACE", 1, 2, 503, null);

		assertThat(Answer.fromLine(placed.toLine())).isEqualTo(placed);
		assertThat(Answer.fromLine(refused.toLine())).isEqualTo(refused);
	}

	@Test
	void whatCameToWarmUpDoesNotCount() {
		assertThat(new Answer("WARM_UP", 1, 2, 503, null).isWarmUp()).isTrue();
		assertThat(answer(1, 2).isWarmUp()).isFalse();
	}

	@ParameterizedTest
	@MethodSource("plans")
	void aPlanReachesTheProcessThatPlaysIt(LoadPlan plan) {
		plan.toSystemProperties().forEach((property) -> {
			String[] parts = property.substring("-D".length()).split("=", 2);
			System.setProperty(parts[0], parts[1]);
		});

		assertThat(LoadPlan.fromSystemProperties()).isEqualTo(plan);
	}

	static Stream<LoadPlan> plans() {
		return Stream.of(LoadPlan.open(TARGET, 312.5, Duration.ofSeconds(20)), CLOSED);
	}

	@ParameterizedTest
	@CsvSource({ "59, false", "60, true" })
	void aLoadOfAMinuteIsWorthALoadToolThatCompilesInFull(int seconds, boolean worth) {
		LoadPlan plan = LoadPlan.open(TARGET, 200, Duration.ofSeconds(seconds));

		assertThat(plan.compilesInFull()).isEqualTo(worth);
		assertThat(plan.warmUp()).isEqualTo(Duration.ofSeconds(worth ? 60 : 8));
		assertThat(plan.duration()).isEqualTo(plan.warmUp().plusSeconds(seconds));
	}

	@Test
	void aLoadToolThatSendsAsMuchAsItCanCompilesInFull() {
		assertThat(CLOSED.compilesInFull()).isTrue();
	}

	private static Answer answer(long began, long ended) {
		return new Answer("PLACE", began, ended, 201, null);
	}

}
