package pizzashop.benchmarks.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class RepeatabilityTests {

	@TempDir
	Path directory;

	@Test
	void aFifthApartIsAlwaysAllowedUpAndDown() throws IOException {
		assertThat(repeats(figure("rate", 100, 100, 100), figure("rate", 120, 120, 120))).isTrue();
		assertThat(repeats(figure("rate", 120, 120, 120), figure("rate", 100, 100, 100))).isTrue();
		assertThat(repeats(figure("rate", 100, 100, 100), figure("rate", 121, 121, 121))).isFalse();
		assertThat(repeats(figure("rate", 121, 121, 121), figure("rate", 100, 100, 100))).isFalse();
	}

	@Test
	void aTimeMayDouble() throws IOException {
		assertThat(repeats(time("ms", 10), time("ms", 20))).isTrue();
		assertThat(repeats(time("s", 20), time("s", 10))).isTrue();
		assertThat(repeats(time("ms", 10), time("ms", 20.1))).isFalse();
		assertThat(repeats(time("ms of CPU", 10), time("ms of CPU", 12.1))).isFalse();
	}

	@Test
	void theLargerOfTheTwoSpreadsIsAllowed() throws IOException {
		assertThat(repeats(figure("rate", 90, 100, 120), figure("rate", 130, 130, 130))).isTrue();
		assertThat(repeats(figure("rate", 100, 100, 100), figure("rate", 104, 130, 143))).isTrue();
		assertThat(repeats(figure("rate", 90, 100, 120), figure("rate", 131, 131, 131))).isFalse();
		assertThat(repeats(time("ms", 5, 10, 20), time("ms", 25))).isTrue();
	}

	@Test
	void itTellsBothMediansAndHowFarTheyLieApart() throws IOException {
		var repeatability = Repeatability.of(report("first", figure("rate", 1900, 2000, 2100)),
				report("second", figure("rate", 1500, 1500, 1500)));

		assertThat(repeatability.figures()).singleElement().satisfies((pair) -> {
			assertThat(pair.first()).isEqualTo(2000);
			assertThat(pair.second()).isEqualTo(1500);
			assertThat(pair.percentApart()).isEqualTo(100 / 3.0, within(1e-9));
			assertThat(pair.percentAllowed()).isEqualTo(20, within(1e-9));
		});
		assertThat(repeatability.holds()).isFalse();
		assertThat(repeatability.text().lines()).containsExactly(
				"OTHER Placing orders: rate: 2,000, then 1,500 orders/s; 33.3 % apart, 20 % allowed",
				"0 of 1 figures repeat.");
	}

	@Test
	void nothingIsTheSameAsNothingAndUnlikeSomething() throws IOException {
		assertThat(repeats(figure("lost", 0, 0, 0), figure("lost", 0, 0, 0))).isTrue();
		assertThat(repeats(figure("lost", 0, 0, 0), figure("lost", 1, 1, 1))).isFalse();
	}

	@Test
	void aFigureThatIsInOneOnlyIsNamed() throws IOException {
		var repeatability = Repeatability.of(report("first", figure("old", 1), figure("both", 1)),
				report("second", figure("both", 1), figure("new", 1)));

		assertThat(repeatability.figures()).extracting(Repeatability.Pair::name)
			.containsExactly("Placing orders: both");
		assertThat(repeatability.missing()).containsExactly("Placing orders: old", "Placing orders: new");
		assertThat(repeatability.text()).contains("Placing orders: old: in one of the two only")
			.endsWith("1 of 1 figures repeat.");
	}

	private boolean repeats(Figure first, Figure second) throws IOException {
		return Repeatability.of(report("first", first), report("second", second)).holds();
	}

	private Path report(String name, Figure... figures) throws IOException {
		Path directory = this.directory.resolve(name);
		new ReportWriter().write(Reports.of(new Section("placing", "Placing orders", "", List.of(figures), List.of())),
				directory);
		return directory.resolve("report.json");
	}

	private static Figure time(String unit, double... rounds) {
		return new Figure("time", unit, Reports.rounds(rounds));
	}

	private static Figure figure(String name, double... rounds) {
		return new Figure(name, "orders/s", Reports.rounds(rounds));
	}

}
