package pizzashop.order.menu;

import java.math.BigDecimal;
import java.util.Currency;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class MoneyTests {

	@Test
	void anAmountHasTwoDecimals() {
		assertThat(new Money(new BigDecimal("17"), Currency.getInstance("EUR"))).hasToString("17.00 EUR")
			.isEqualTo(Money.euros("17.000"));
	}

	@Test
	void nothingIsRounded() {
		assertThatExceptionOfType(ArithmeticException.class).isThrownBy(() -> Money.euros("0.005"));
	}

	@Test
	void addsAndMultiplies() {
		assertThat(Money.euros("8.50").times(2).plus(Money.euros("0.01"))).isEqualTo(Money.euros("17.01"));
	}

	@Test
	void currenciesDoNotMix() {
		Money dollar = new Money(BigDecimal.ONE, Currency.getInstance("USD"));

		assertThatIllegalArgumentException().isThrownBy(() -> Money.euros("1.00").plus(dollar));
	}

}
