package pizzashop.benchmarks.scenario;

import java.time.Duration;
import java.util.List;

import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class RateSearchTests {

	@ParameterizedTest
	@ValueSource(doubles = { 7, 100, 251, 400, 630, 1000 })
	void itFindsTheHighestRateThatIsSustained(double limit) {
		double found = search(limit, limit).highest().perSecond();

		assertThat(found).isLessThanOrEqualTo(limit).isGreaterThan(limit / RateSearch.STEP);
	}

	@ParameterizedTest
	@ValueSource(doubles = { 100, 1000 })
	void shortTrialsThatAreWrongOnlyTakeTime(double briefly) {
		double found = search(briefly, 400).highest().perSecond();

		assertThat(found).isLessThanOrEqualTo(400).isGreaterThan(400 / RateSearch.STEP);
	}

	/** Or two searches could not be compared. */
	@Test
	void allRatesAreStepsOfOneLadder() {
		double found = search(900, 400).highest().perSecond();

		double steps = Math.log(found / RateSearch.FIRST_RATE) / Math.log(RateSearch.STEP);
		assertThat(Math.abs(steps - Math.round(steps))).isLessThan(1e-6);
	}

	@Test
	void whereNothingIsSustainedItEnds() {
		assertThat(search(0, 0).highest().isSustained()).isFalse();
	}

	private static RateSearch search(double briefly, double atLength) {
		return new RateSearch((rate) -> trial(rate, briefly), (rate) -> trial(rate, atLength));
	}

	private static Trial trial(double perSecond, double limit) {
		return new Trial(perSecond, 1, (perSecond > limit) ? 1 : 0, 0, new Histogram(3), Duration.ZERO, List.of(),
				List.of());
	}

}
