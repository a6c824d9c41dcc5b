package pizzashop.benchmarks.report;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static pizzashop.benchmarks.report.Reports.rounds;

class MeasurementTests {

	@Test
	void theMedianIsTheRoundInTheMiddle() {
		assertThat(rounds(30, 10, 20).median()).isEqualTo(20);
	}

	@Test
	void theMedianOfAnEvenNumberLiesBetweenTheTwoInTheMiddle() {
		assertThat(rounds(40, 10, 20, 30).median()).isEqualTo(25);
	}

	@Test
	void theSpreadIsFromLowestToHighestAsAPartOfTheMedian() {
		var measurement = rounds(110, 90, 100);

		assertThat(measurement.lowest()).isEqualTo(90);
		assertThat(measurement.highest()).isEqualTo(110);
		assertThat(measurement.spread()).isEqualTo(0.2, within(1e-9));
		assertThat(Measurement.of(7).spread()).isZero();
	}

	@Test
	void aRatioIsTakenRoundByRound() {
		assertThat(rounds(10, 30, 20).dividedBy(rounds(20, 40, 80)).rounds()).containsExactly(0.5, 0.75, 0.25);
	}

	@Test
	void twoInSeriesAreAsFastAsOneAfterTheOther() {
		assertThat(rounds(200, 100).inSeriesWith(rounds(200, 300)).rounds()).satisfiesExactly(
				(both) -> assertThat(both).isEqualTo(100, within(1e-9)),
				(both) -> assertThat(both).isEqualTo(75, within(1e-9)));
	}

	@Test
	void theMedianStandsForRoundsThatAreMissing() {
		assertThat(rounds(10, 20, 30, 40).dividedBy(rounds(1, 2, 3)).rounds()).containsExactly(10.0, 10.0, 10.0, 20.0);
		assertThat(rounds(40).dividedBy(rounds(20, 80)).rounds()).containsExactly(2.0, 0.5);
	}

	@Test
	void aMeasurementHasARound() {
		assertThatIllegalArgumentException().isThrownBy(() -> new Measurement(List.of()));
	}

}
