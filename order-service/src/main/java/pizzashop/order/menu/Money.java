package pizzashop.order.menu;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;

import jakarta.persistence.Embeddable;

/**
 * An amount of money, to the cent.
 *
 * @param amount always with two decimals
 * @param currency the same in every calculation: nothing is converted here
 */
@Embeddable
public record Money(BigDecimal amount, Currency currency) {

	/**
	 * An amount with its currency.
	 * @throws ArithmeticException when the amount has fractions of a cent
	 */
	public Money {
		amount = amount.setScale(2, RoundingMode.UNNECESSARY);
	}

	public static Money euros(String amount) {
		return new Money(new BigDecimal(amount), Currency.getInstance("EUR"));
	}

	/**
	 * The sum of both.
	 * @throws IllegalArgumentException when the currencies differ
	 */
	public Money plus(Money other) {
		if (!this.currency.equals(other.currency)) {
			throw new IllegalArgumentException("Cannot add " + other + " to " + this);
		}
		return new Money(this.amount.add(other.amount), this.currency);
	}

	public Money times(int factor) {
		return new Money(this.amount.multiply(BigDecimal.valueOf(factor)), this.currency);
	}

	/** Such as {@code 17.00 EUR}. */
	@Override
	public String toString() {
		return this.amount + " " + this.currency;
	}

}
