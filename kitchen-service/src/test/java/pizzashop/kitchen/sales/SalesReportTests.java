package pizzashop.kitchen.sales;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SalesReportTests {

	private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");

	@Test
	void theMinuteThatRunsAndTheFourBeforeItAreShown() {
		SalesReport report = SalesReport.of(List.of(sold("Margherita", -5, 100), sold("Funghi", -4, 1),
				sold("Margherita", -4, 2), sold("Margherita", 0, 3), sold("Margherita", 1, 100)),
				NOON.plusMillis(59_999));

		assertThat(report.windows()).extracting(SalesReport.Window::start)
			.containsExactly(NOON.minusSeconds(240), NOON.minusSeconds(180), NOON.minusSeconds(120),
					NOON.minusSeconds(60), NOON);
		assertThat(report.windows().getLast().end()).isEqualTo(NOON.plusSeconds(60));
		assertThat(report.windows().getFirst().pizzas()).containsExactly(new SalesReport.Sold("Funghi", 1, 0, 0),
				new SalesReport.Sold("Margherita", 2, 0, 0));
		assertThat(report.windows().get(1).pizzas()).isEmpty();
		assertThat(report.ranking()).containsExactly(new SalesReport.Rank(1, "Margherita", 5, 0, 0),
				new SalesReport.Rank(2, "Funghi", 1, 0, 0));
	}

	@Test
	void pizzasThatSellEquallyShareAPlace() {
		SalesReport report = SalesReport
			.of(List.of(sold("Diavola", 0, 1), sold("Margherita", 0, 2), sold("Funghi", 0, 2)), NOON);

		assertThat(report.ranking()).extracting(SalesReport.Rank::place).containsExactly(1, 1, 3);
		assertThat(report.ranking()).extracting(SalesReport.Rank::pizza)
			.containsExactly("Funghi", "Margherita", "Diavola");
	}

	@Test
	void withoutSalesThereAreWindowsAndNoRanking() {
		SalesReport report = SalesReport.of(List.of(), NOON);

		assertThat(report.windows()).hasSize(5);
		assertThat(report.ranking()).isEmpty();
	}

	private static PizzaMinute sold(String pizza, int minute, int ordered) {
		return new PizzaMinute(pizza, NOON.plus(Duration.ofMinutes(minute)), new Tally(ordered, 0, 0));
	}

}
