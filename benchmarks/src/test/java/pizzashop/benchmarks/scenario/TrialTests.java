package pizzashop.benchmarks.scenario;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import pizzashop.benchmarks.scenario.Trial.Behind;
import pizzashop.benchmarks.scenario.Trial.Part;
import pizzashop.benchmarks.system.ProcessCosts;
import pizzashop.benchmarks.system.ProcessCosts.Cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

class TrialTests {

	private static final long[] EVEN = { 40, 60, 50, 60, 40, 50 };

	@Test
	void aRateIsSustainedWhenNothingIsRefusedAndNothingPilesUp() {
		assertThat(trial(0, 0, Duration.ofSeconds(5), EVEN).isSustained()).isTrue();
	}

	@Test
	void aRateIsNotSustainedWhenAnOrderIsRefusedOrFails() {
		assertThat(trial(1, 0, Duration.ofSeconds(1), EVEN).isSustained()).isFalse();
		assertThat(trial(0, 1, Duration.ofSeconds(1), EVEN).isSustained()).isFalse();
	}

	@Test
	void aRateIsNotSustainedWhenTheLastOrdersTakeLonger() {
		assertThat(trial(0, 0, Duration.ofMillis(5_001), EVEN).isSustained()).isFalse();
	}

	/** An order brings twelve records: 100 a second may be 600 further behind. */
	@Test
	void aRateIsNotSustainedWhenTheGroupsFallBehind() {
		assertThat(trial(0, 0, Duration.ofSeconds(1), 0, 0, 100, 100, 700, 700).isSustained()).isTrue();
		assertThat(trial(0, 0, Duration.ofSeconds(1), 0, 0, 100, 100, 701, 701).isSustained()).isFalse();
	}

	/** Six seconds of orders, of which the last two are the last third. */
	@Test
	void whatIsBehindAfterTheLastOrderWasDueDoesNotCount() {
		assertThat(trial(0, 0, Duration.ofSeconds(1), 0, 0, 100, 100, 700, 700, 9_000).isSustained()).isTrue();
	}

	@Test
	void whatAnOrderCostIsToldPartByPart() {
		List<Part> parts = List.of(part(1_000, 100, 200), part(3_000, 500, 400));

		Trial trial = new Trial(10, 600, 0, 0, new Histogram(3), Duration.ZERO, List.of(), parts);

		assertThat(trial.perOrder("kafka", Cost::cpuMillis).rounds()).containsExactly(5.0, 7.5);
		assertThat(trial.perOrder(Cost::cpuMillis).rounds()).containsExactly(5.5, 8.75);
		assertThat(trial.perOrder("nobody", Cost::cpuMillis).rounds()).containsExactly(0.0, 0.0);
		assertThat(trial.memoryOf("kafka")).isEqualTo(64);
	}

	@Test
	void howLongAnswersTookIsToldInSeconds() {
		Histogram answers = new Histogram(3);
		for (int tenth = 1; tenth <= 10; tenth++) {
			answers.recordValue(100_000L * tenth);
		}

		Trial trial = new Trial(10, 10, 0, 0, answers, Duration.ZERO, List.of(), List.of());

		assertThat(trial.secondsOf(50)).isCloseTo(0.5, withPercentage(0.1));
		assertThat(trial.secondsOf(100)).isCloseTo(1, withPercentage(0.1));
	}

	private static Trial trial(int refused, int failed, Duration caughtUp, long... behind) {
		return new Trial(100, 600, refused, failed, new Histogram(3), caughtUp,
				IntStream.range(0, behind.length).mapToObj((glance) -> new Behind(glance, behind[glance])).toList(),
				List.of());
	}

	private static Part part(long kafkaMillis, long postgresMillis, long orders) {
		return new Part(
				new ProcessCosts(
						Map.of("kafka", new Cost(kafkaMillis, 0, 64), "postgresql", new Cost(postgresMillis, 0, 0))),
				orders);
	}

}
