package pizzashop.order.orders;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class NewOrderTests {

	@Test
	void differentWishesAreToldApart() {
		assertThat(List.of(wish("Ada", 1, "Funghi"), wish("Ada", 11, "Funghi"), wish("Ada", 1, "Diavola"),
				wish("Eve", 1, "Funghi")))
			.extracting(NewOrder::canonical)
			.doesNotHaveDuplicates();
	}

	@Test
	void theSameWishIsRecognised() {
		assertThat(wish("Ada", 2, "Funghi").canonical()).isEqualTo(wish("Ada", 2, "Funghi").canonical());
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "Ada\nBcc: eve@example.org", "A\u0000" })
	void aCustomersNameIsOneLine(String name) {
		assertThatIllegalArgumentException().isThrownBy(() -> new Customer(name, "ada@example.org"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "with space", "with\nbreak", "umläut" })
	void anIdempotencyKeyIsVisibleAscii(String key) {
		assertThatIllegalArgumentException().isThrownBy(() -> new IdempotencyKey(key));
	}

	@Test
	void anIdempotencyKeyIsBounded() {
		assertThat(new IdempotencyKey("k".repeat(255))).isNotNull();
		assertThatIllegalArgumentException().isThrownBy(() -> new IdempotencyKey("k".repeat(256)));
	}

	private static NewOrder wish(String name, int quantity, String pizza) {
		return new NewOrder(new Customer(name, "ada@example.org"), List.of(new NewOrder.Item(pizza, quantity)));
	}

}
