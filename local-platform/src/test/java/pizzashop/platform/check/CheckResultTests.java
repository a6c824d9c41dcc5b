package pizzashop.platform.check;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CheckResultTests {

	@Test
	void whatHoldsIsOneLine() {
		assertThat(new CheckResult(120, 1, "", List.of()).lines()).containsExactly(
				"All invariants hold: 120 orders, 0 lost, 0 doubled, 0 stuck, 0 with other findings; 1 receipt sent again.");
	}

	@Test
	void findingsStandUnderTheirRuleAndAnOrderCountsOnce() {
		CheckResult result = new CheckResult(1, 0, "the end of order 1",
				List.of(new Finding(Rule.ORDER_PLACED, "1", "is CONFIRMED and has no OrderPlaced"),
						new Finding(Rule.ORDER_ENDED, "1", "is still CONFIRMED"),
						new Finding(Rule.RECEIPT_OF_ORDER, "1", "has no receipt")));

		assertThat(result.toString().lines()).containsExactly(
				"Not all invariants hold: 1 order, 1 lost, 0 doubled, 1 stuck, 0 with other findings; 0 receipts sent again.",
				"The system was not quiet, so some of it may be only on its way: the end of order 1.",
				"Every order has its OrderPlaced:", "  1 is CONFIRMED and has no OrderPlaced",
				"Every order comes to its end:", "  1 is still CONFIRMED", "Every order has a receipt:",
				"  1 has no receipt");
	}

	@Test
	void ofManyFindingsTheFirstTwentyAreShown() {
		Stream<Finding> stuck = IntStream.rangeClosed(1, 25)
			.mapToObj((number) -> new Finding(Rule.ORDER_ENDED, "order-" + number, "is still COOKING"));

		List<String> lines = new CheckResult(25, 0, "", stuck.toList()).lines();

		assertThat(lines).hasSize(23)
			.contains("  order-20 is still COOKING")
			.doesNotContain("  order-21 is still COOKING");
		assertThat(lines.getLast()).isEqualTo("  and 5 more");
	}

	@Test
	void aFindingTellsRuleOrderAndWhatWasSeen() {
		assertThat(new Finding(Rule.ORDER_ENDED, "1", "is still COOKING"))
			.hasToString("Every order comes to its end: 1 is still COOKING");
	}

}
