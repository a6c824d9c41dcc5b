package pizzashop.platform.letters;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pizzashop.platform.operator.Letter;

import static org.assertj.core.api.Assertions.assertThat;
import static pizzashop.platform.letters.Letters.NASTY;
import static pizzashop.platform.letters.Letters.summary;
import static pizzashop.platform.letters.Letters.with;

class DeadLetterTableTests {

	private static final int NO_TERMINAL = Integer.MAX_VALUE;

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			60  | ID FAILED AT SERVICE CAUSE
			80  | ID FAILED AT SERVICE TYPE ORDER CAUSE
			120 | ID FAILED AT SERVICE ROUNDS TYPE ORDER RECORD CAUSE
			200 | ID FAILED AT SERVICE ROUNDS TYPE ORDER RECORD CAUSE
			""")
	void theTableFitsTheTerminal(int columns, String titles) {
		List<String> lines = lines(columns, summary());

		assertThat(lines).hasSize(2).allSatisfy((line) -> assertThat(line).hasSizeLessThanOrEqualTo(columns));
		assertThat(lines.getFirst().replaceAll(" +", " ")).isEqualTo(titles);
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 10, 20, 40, 60, 80, 120, 200 })
	void noTextMakesTheTableWiderThanTheTerminal(int columns) {
		Map<String, Object> wide = summary();
		wide.keySet().forEach((name) -> wide.put(name, name.equals("id") ? Letters.ID : NASTY + "x".repeat(500)));
		Map<String, Object> eastAsian = with(summary(), "message", "烤箱坏了".repeat(100));

		assertThat(lines(columns, wide, eastAsian, summary()))
			.allSatisfy((line) -> assertThat(Visible.widthOf(line)).isLessThanOrEqualTo(columns))
			.noneMatch(Letters::steers);
	}

	@Test
	void aWideTerminalGetsEverything() {
		assertThat(lines(250, summary()).getLast()).contains("3f2a9c1e  ", "notification-service", Letters.ORDER,
				"pizza-orders-5@17",
				"SerializationException: Unknown magic byte! It should have been zero, and was eighty-four.");
	}

	@Test
	void aNarrowTerminalGetsTheCauseCutAndTheOrderAsItsMailsCallIt() {
		assertThat(lines(80, summary()).getLast()).contains("notification  OrderPlaced  a5677dbd  ")
			.endsWith("…")
			.doesNotContain(Letters.ORDER, "-service");
	}

	@Test
	void withoutATerminalNothingOfTheCauseIsCut() {
		Map<String, Object> letter = with(summary(), "message", "y".repeat(400));

		assertThat(lines(NO_TERMINAL, letter).getLast()).endsWith("y".repeat(400));
	}

	@Test
	void idsThatBeginAlikeAreToldApart() {
		List<String> lines = lines(80, with(summary(), "id", "3f2a9c1e-5b1d-3c77-9a40-0123456789ab"),
				with(summary(), "id", "3f2a9c1e-5b2d-3c77-9a40-0123456789ab"));

		assertThat(lines.get(1)).startsWith("3f2a9c1e-5b1  ");
		assertThat(lines.get(2)).startsWith("3f2a9c1e-5b2  ");
	}

	@Test
	void theStatusIsToldWhereItDiffers() {
		List<Letter> letters = List.of(Letters.letter(with(summary(), "status", "DISCARDED")));

		assertThat(DeadLetterTable.lines(letters, 80, true)).anyMatch((line) -> line.contains("DISCARDED"));
		assertThat(DeadLetterTable.lines(letters, 80, false)).noneMatch((line) -> line.contains("DISCARDED"));
	}

	@Test
	void aRecordWithoutKeyOrTypeHasEmptyCells() {
		Map<String, Object> letter = with(with(summary(), "type", null), "key", null);

		assertThat(lines(200, letter).getLast()).doesNotContain("null").contains("pizza-orders-5@17");
	}

	@SafeVarargs
	private static List<String> lines(int columns, Map<String, Object>... letters) {
		return DeadLetterTable.lines(
				IntStream.range(0, letters.length).mapToObj((i) -> Letters.letter(letters[i])).toList(), columns,
				false);
	}

}
