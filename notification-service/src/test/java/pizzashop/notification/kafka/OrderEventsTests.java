package pizzashop.notification.kafka;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import pizzashop.events.Customer;
import pizzashop.events.OrderLine;
import pizzashop.events.OrderPlaced;
import pizzashop.messaging.InvalidEventException;
import pizzashop.notification.receipt.Money;
import pizzashop.notification.receipt.Receipt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class OrderEventsTests {

	private static final UUID ORDER = UUID.fromString("01980000-0000-7000-8000-000000000001");

	private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");

	@Test
	void aReceiptSaysWhatTheEventSays() {
		assertThat(OrderEvents.receiptOf(placed("EUR")))
			.isEqualTo(new Receipt(ORDER, new Receipt.Customer("Ada", "ada@example.org"),
					List.of(new Receipt.Line("Margherita", 2, euros("8.50"))), euros("17.00"), NOON));
	}

	@Test
	void anUnknownCurrencyIsTheEventsFault() {
		assertThatExceptionOfType(InvalidEventException.class).isThrownBy(() -> OrderEvents.receiptOf(placed("Dough")))
			.withMessage("\"Dough\" is no currency");
	}

	private static OrderPlaced placed(String currency) {
		return new OrderPlaced(ORDER, new Customer("Ada", "ada@example.org"),
				List.of(new OrderLine("Margherita", 2, new BigDecimal("8.50"))), new BigDecimal("17.00"), currency,
				NOON);
	}

	private static Money euros(String amount) {
		return new Money(new BigDecimal(amount), Currency.getInstance("EUR"));
	}

}
