package pizzashop.notification.alert;

import java.util.UUID;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LetterTests {

	private static final UUID ID = UUID.fromString("3f2a9c1d-0000-4000-8000-000000000001");

	@Test
	void aLetterIsShownByTheBeginningOfItsId() {
		assertThat(letterSaying("oh no").shortId()).isEqualTo("3f2a9c1d");
	}

	@Test
	void anExceptionIsShownWithoutItsPackage() {
		assertThat(letterSaying("oh no").cause()).isEqualTo("OvenJammedException: oh no");
	}

	@Test
	void anExceptionThatSaysNothingIsItsOwnCause() {
		assertThat(letterSaying("").cause()).isEqualTo("OvenJammedException");
	}

	@Test
	void whatALetterSaysIsOneLine() {
		Letter letter = new Letter(ID, 0, "a\r\nb", "c\u0000d", "e\u0085f", "g\u2028h\u202ei\u001b[31mj");

		assertThat(letter.service()).isEqualTo("a b");
		assertThat(letter.order()).isEqualTo("c d");
		assertThat(letter.exception()).isEqualTo("e f");
		assertThat(letter.message()).isEqualTo("g h i [31mj");
	}

	@Test
	void whatALetterSaysIsBounded() {
		String long1000 = "x".repeat(1000);

		Letter letter = new Letter(ID, 0, long1000, long1000, long1000, long1000);

		assertThat(letter.service()).hasSize(80).endsWith("x…");
		assertThat(letter.order()).hasSize(80);
		assertThat(letter.exception()).hasSize(80);
		assertThat(letter.message()).hasSize(300);
	}

	@Test
	void noCharacterIsCutInHalf() {
		assertThat(letterSaying("x".repeat(298) + "🍕🍕").message()).isEqualTo("x".repeat(298) + " …");
	}

	@Test
	void whatALetterDoesNotSayIsUnknown() {
		Letter letter = new Letter(ID, 0, "", null, "", "");

		assertThat(letter.service()).isEqualTo("unknown");
		assertThat(letter.order()).isNull();
		assertThat(letter.cause()).isEqualTo("unknown");
	}

	private static Letter letterSaying(String message) {
		return new Letter(ID, 0, "kitchen-service", "42", "pizzashop.kitchen.OvenJammedException", message);
	}

}
