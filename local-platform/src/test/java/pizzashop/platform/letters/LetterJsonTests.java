package pizzashop.platform.letters;

import org.junit.jupiter.api.Test;
import pizzashop.platform.operator.Letter;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class LetterJsonTests {

	@Test
	void aProgramReadsWhatATerminalDoesNotObey() {
		Letter letter = Letters
			.letter(Letters.with(Letters.undecodable(), "message", Letters.NASTY + "\uD83D\uDE00 Zoë 烤"));

		String json = LetterJson.of(letter);

		assertThat(json).matches((text) -> !Letters.steers(text)).contains("Zoë 烤", "\uD83D\uDE00", "\\u202e");
		assertThat(new JsonMapper().readTree(json)).isEqualTo(letter.json());
	}

}
