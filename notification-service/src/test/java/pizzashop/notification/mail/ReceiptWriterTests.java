package pizzashop.notification.mail;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import pizzashop.notification.receipt.Money;
import pizzashop.notification.receipt.Receipt;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.thymeleaf.autoconfigure.ThymeleafAutoConfiguration;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;

import static org.assertj.core.api.Assertions.assertThat;

@SpringJUnitConfig({ MailTemplates.class, MailWriter.class, ReceiptWriter.class })
@ImportAutoConfiguration(ThymeleafAutoConfiguration.class)
class ReceiptWriterTests {

	private static final UUID EVENT = UUID.fromString("01980000-0000-7000-8000-0000000000e1");

	private static final UUID ORDER = UUID.fromString("01980000-0000-7000-8000-0000000000a1");

	@Autowired
	private ReceiptWriter writer;

	@Test
	void theTextListsWhatWasOrdered() {
		Mail mail = receiptFor("Ada");

		assertThat(mail.body().text()).isEqualTo("""
				Hello Ada,

				thank you for your order. It is paid, and on its way to the kitchen.

				Order 01980000-0000-7000-8000-0000000000a1
				Placed 1 May 2026, 12:30 UTC

				2 x Margherita, 8.50 EUR each: 17.00 EUR
				1 x Quattro Formaggi, 11.00 EUR each: 11.00 EUR

				Total: 28.00 EUR

				Buon appetito!
				Your Pizza Shop
				""");
	}

	@Test
	void theHtmlListsTheSame() {
		Mail mail = receiptFor("Ada");

		assertThat(mail.body().html().replaceAll("<[^>]*>", " ").replaceAll("\\s+", " ")).contains("Hello Ada ,",
				"Order 01980000-0000-7000-8000-0000000000a1", "Placed 1 May 2026, 12:30 UTC",
				"Margherita 2 8.50 EUR 17.00 EUR", "Quattro Formaggi 1 11.00 EUR 11.00 EUR", "Total 28.00 EUR");
		assertThat(mail.body().html()).doesNotContain(" th:", "xmlns");
	}

	@Test
	void aNameIsTextNotMarkup() {
		Mail mail = receiptFor("<script>alert('Ada & Bob')</script>");

		assertThat(mail.body().html())
			.contains("Hello <span>&lt;script&gt;alert(&#39;Ada &amp; Bob&#39;)&lt;/script&gt;</span>")
			.doesNotContain("<script");
		assertThat(mail.body().text()).startsWith("Hello <script>alert('Ada & Bob')</script>,");
	}

	@Test
	void aNameIsNoExpression() {
		Mail mail = receiptFor("[[${1+1}]] [(${2+2})] ${3+3}");

		assertThat(mail.body().text()).startsWith("Hello [[${1+1}]] [(${2+2})] ${3+3},");
		assertThat(mail.body().html()).contains("[[${1+1}]] [(${2+2})] ${3+3}");
	}

	@Test
	void theSubjectNamesTheOrder() {
		assertThat(receiptFor("Ada").subject()).isEqualTo("Your receipt for order 000000a1");
	}

	@Test
	void theMessageIdComesFromTheEvent() {
		assertThat(receiptFor("Ada").messageId())
			.isEqualTo("<01980000-0000-7000-8000-0000000000e1@notification.pizzashop.example>");
	}

	private Mail receiptFor(String name) {
		return this.writer.write(EVENT,
				new Receipt(ORDER, new Receipt.Customer(name, "ada@example.org"),
						List.of(new Receipt.Line("Margherita", 2, euros("8.50")),
								new Receipt.Line("Quattro Formaggi", 1, euros("11.00"))),
						euros("28.00"), Instant.parse("2026-05-01T12:30:15Z")));
	}

	private static Money euros(String amount) {
		return new Money(new BigDecimal(amount), Currency.getInstance("EUR"));
	}

}
