package pizzashop.notification.receipt;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.UUID;

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

	@Test
	void ordersOfTheSameMinuteHaveDifferentShortIds() {
		assertThat(receiptOf("01980000-0000-7000-8000-0000000000a1").shortOrderId()).isEqualTo("000000a1")
			.isNotEqualTo(receiptOf("01980000-0000-7000-8000-0000000000a2").shortOrderId());
	}

	private static Receipt receiptOf(String orderId) {
		return new Receipt(UUID.fromString(orderId), new Receipt.Customer("Ada", "ada@example.org"), List.of(),
				euros("0.00"), Instant.EPOCH);
	}

	private static Money euros(String amount) {
		return new Money(new BigDecimal(amount), Currency.getInstance("EUR"));
	}

}
