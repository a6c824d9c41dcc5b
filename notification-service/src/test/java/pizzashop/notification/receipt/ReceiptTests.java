package pizzashop.notification.receipt;

import java.math.BigDecimal;
import java.util.Currency;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ReceiptTests {

	@Test
	void aLineCostsAsManyTimesItsUnitPrice() {
		assertThat(new Receipt.Line("Funghi", 3, euros("9.90")).total()).isEqualTo(euros("29.70"));
	}

	@Test
	void moneyIsWrittenWithAllItsCentsAndNoExponent() {
		assertThat(euros("8.50")).hasToString("8.50 EUR");
		assertThat(euros("0.00")).hasToString("0.00 EUR");
		assertThat(euros("1234567890.00")).hasToString("1234567890.00 EUR");
	}

	private static Money euros(String amount) {
		return new Money(new BigDecimal(amount), Currency.getInstance("EUR"));
	}

}
