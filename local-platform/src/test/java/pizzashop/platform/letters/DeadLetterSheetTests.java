package pizzashop.platform.letters;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static pizzashop.platform.letters.Letters.NASTY;
import static pizzashop.platform.letters.Letters.decodable;
import static pizzashop.platform.letters.Letters.undecodable;
import static pizzashop.platform.letters.Letters.with;

class DeadLetterSheetTests {

	@Test
	void aLetterTellsWhatHappenedWhereAndWhatWasDone() {
		assertThat(sheet(decodable(), 80)).contains("Dead letter " + Letters.ID + ", OPEN",
				"notification-service could not process this OrderPlaced:", ", after 1 attempt\n",
				"SerializationException: Unknown magic byte!", "pizza-orders-5@17, 4000 bytes, written ",
				"http://127.0.0.1:8080/orders/" + Letters.ORDER, "java.lang.IllegalStateException: 84",
				"ce_type       pizzashop.events.OrderPlaced", "REDRIVEN   by ada, round 1: mailer repaired");
	}

	@Test
	void anEventIsIndentedJson() {
		assertThat(sheet(decodable(), 80)).contains("\nEvent\n  {", "\n    \"orderId\" : \"" + Letters.ORDER + "\"")
			.doesNotContain("Bytes");
	}

	@Test
	void bytesThatAreNoEventAreDumped() {
		assertThat(sheet(undecodable(), 80))
			.contains("\nBytes, which are no event: Unknown magic byte!\n",
					"  00000000  54 68 65 73 65 20 62 79  74 65 73 20 61 72 65 20  |These bytes are |\n",
					"  00000010  6e 6f 74 20 41 76 72 6f  2e 0a ff                 |not Avro...|\n",
					"\n  and 3973 bytes more\n", "\nThe same as text\n  These bytes are not Avro.\n")
			.doesNotContain("\nEvent\n");
	}

	@Test
	void aNarrowTerminalGetsEightBytesALine() {
		assertThat(sheet(undecodable(), 60)).contains("  00000018  2e 0a ff                 |...|\n");
	}

	@Test
	void aLongLineIsBrokenBetweenWordsAndGoesOnIndented() {
		Map<String, Object> letter = with(undecodable(), "message", "word ".repeat(30) + "end");

		assertThat(DeadLetterSheet.lines(Letters.letter(letter), 60, (heading) -> heading))
			.filteredOn((line) -> line.contains("word"))
			.hasSizeGreaterThan(2)
			.allSatisfy((line) -> assertThat(line).hasSizeLessThanOrEqualTo(60).startsWith("  "))
			.last()
			.asString()
			.startsWith("    word")
			.endsWith("word end");
	}

	@Test
	void nothingASheetTellsSteersTheTerminal() {
		Map<String, Object> nasty = undecodable();
		nasty.replaceAll((name, value) -> (value instanceof String) ? NASTY : value);
		nasty.put("causes", List.of(NASTY));
		nasty.put("headers", List.of(Map.of("name", NASTY, "value", NASTY)));
		nasty.put("history", List.of(Map.of("at", NASTY, "action", NASTY, "by", NASTY, "reason", NASTY)));

		assertThat(sheet(nasty, 80)).matches((text) -> !Letters.steers(text)).contains("evil");
		assertThat(sheet(with(nasty, "event", Map.of(NASTY, NASTY)), 80)).matches((text) -> !Letters.steers(text));
	}

	private static String sheet(Map<String, Object> letter, int columns) {
		return String.join("\n", DeadLetterSheet.lines(Letters.letter(letter), columns, (heading) -> heading)) + "\n";
	}

}
