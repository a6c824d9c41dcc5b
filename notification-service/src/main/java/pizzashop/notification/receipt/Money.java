package pizzashop.notification.receipt;

import java.math.BigDecimal;
import java.util.Currency;

/** An amount in a currency. */
public record Money(BigDecimal amount, Currency currency) {

	Money times(int quantity) {
		return new Money(this.amount.multiply(BigDecimal.valueOf(quantity)), this.currency);
	}

	/** As it is written on a receipt: {@code 12.50 EUR}. */
	@Override
	public String toString() {
		return this.amount.toPlainString() + " " + this.currency.getCurrencyCode();
	}

}
