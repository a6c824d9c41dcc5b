package pizzashop.notification.mail;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.mockito.ArgumentCaptor;
import org.thymeleaf.spring6.SpringTemplateEngine;
import pizzashop.notification.receipt.Money;
import pizzashop.notification.receipt.News;
import pizzashop.notification.receipt.Receipt;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.thymeleaf.autoconfigure.ThymeleafAutoConfiguration;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static org.mockito.BDDMockito.then;
import static org.mockito.Mockito.atLeastOnce;

@SpringJUnitConfig(classes = { MailTemplates.class, MailWriter.class, OrderMail.class },
		initializers = ConfigDataApplicationContextInitializer.class)
@ImportAutoConfiguration(ThymeleafAutoConfiguration.class)
class OrderMailTests {

	private static final UUID EVENT = UUID.fromString("01980000-0000-7000-8000-0000000000e1");

	private static final UUID ORDER = UUID.fromString("01980000-0000-7000-8000-0000000000a1");

	@Autowired
	private OrderMail orderMail;

	@Autowired
	private SpringTemplateEngine templates;

	@MockitoBean
	private Mailer mailer;

	@MockitoBean
	private RecipientTable recipients;

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

	static Stream<Arguments> news() {
		return Stream.of(
				arguments(MailKind.READY, new News(ORDER, null, null), "Your order 000000a1 is ready",
						"your order is out of the oven, and ready."),
				arguments(MailKind.REJECTED, new News(ORDER, "Pineapple: <we> have standards.", null),
						"We cannot make your order 000000a1", "It says: Pineapple: <we> have standards."),
				arguments(MailKind.CANCELLED, new News(ORDER, null, null), "Your order 000000a1 is cancelled",
						"your order is cancelled. It was not in the oven yet"),
				arguments(MailKind.REFUNDED, new News(ORDER, "You cancelled the order.", euros("28.00")),
						"Your refund for order 000000a1",
						"we have paid back 28.00 EUR. The reason: You cancelled the order."));
	}

	@ParameterizedTest
	@MethodSource("news")
	void newsGoToWhomTheOrderIsOf(MailKind kind, News news, String subject, String sentence) {
		Mail mail = newsFor(kind, news);

		assertThat(mail.recipient()).isEqualTo("ada@example.org");
		assertThat(mail.subject()).isEqualTo(subject);
		assertThat(mail.body().text()).startsWith("Hello Ada <3,\n\n").contains(sentence, "\nOrder " + ORDER + "\n");
		assertThat(textOf(mail.body().html())).contains("Hello Ada &lt;3",
				sentence.replace("<", "&lt;").replace(">", "&gt;"), "Order " + ORDER);
		assertThat(mail.body().html()).contains("<title>" + subject + "</title>").doesNotContain(" th:", "xmlns");
	}

	@Test
	void newsOfAnOrderWhoseCustomerIsUnknownSaysWhatToDo() {
		MailBatch batch = new MailBatch(Map.of());

		assertThatExceptionOfType(RecipientUnknownException.class)
			.isThrownBy(() -> this.orderMail.write(EVENT, MailKind.READY, new News(ORDER, null, null), batch))
			.withMessageContainingAll("OrderPlaced of order " + ORDER, "Redrive its dead letter first");
	}

	@Test
	void newsInTheBatchOfTheirReceiptGoToWhoItSays() {
		MailBatch batch = new MailBatch(Map.of());

		this.orderMail.write(EVENT, receiptOf(new Receipt.Customer("Ada", "ada@example.org")), batch);
		this.orderMail.write(EVENT, MailKind.READY, new News(ORDER, null, null), batch);

		assertThat(written()).returns(MailKind.READY, Mail::kind).returns("ada@example.org", Mail::recipient);
	}

	/** By then what can be compiled of the templates' expressions is. */
	@Test
	void whatIsWrittenOftenSaysTheSame() {
		assertThat(this.templates.getEnableSpringELCompiler()).isTrue();
		News because = new News(ORDER, "Pineapple: <we> have standards.", euros("28.00"));
		News justSo = new News(ORDER, null, euros("8.50"));
		Mail receipt = receiptFor("Ada");
		Mail refundBecause = newsFor(MailKind.REFUNDED, because);
		Mail refundJustSo = newsFor(MailKind.REFUNDED, justSo);

		for (int number = 0; number < 300; number++) {
			assertThat(receiptFor("Ada")).isEqualTo(receipt);
			assertThat(newsFor(MailKind.REFUNDED, because)).isEqualTo(refundBecause);
			assertThat(newsFor(MailKind.REFUNDED, justSo)).isEqualTo(refundJustSo);
		}
	}

	private static String textOf(String html) {
		return html.replaceAll("</?[a-z][^>]*>", "").replaceAll("\\s+", " ");
	}

	private Mail newsFor(MailKind kind, News news) {
		this.orderMail.write(EVENT, kind, news,
				new MailBatch(Map.of(ORDER, new Receipt.Customer("Ada <3", "ada@example.org"))));
		return written();
	}

	private Mail receiptFor(String name) {
		this.orderMail.write(EVENT, receiptOf(new Receipt.Customer(name, "ada@example.org")), new MailBatch(Map.of()));
		return written();
	}

	private static Receipt receiptOf(Receipt.Customer customer) {
		return new Receipt(ORDER, customer,
				List.of(new Receipt.Line("Margherita", 2, euros("8.50")),
						new Receipt.Line("Quattro Formaggi", 1, euros("11.00"))),
				euros("28.00"), Instant.parse("2026-05-01T12:30:15Z"));
	}

	private Mail written() {
		ArgumentCaptor<Mail> mail = ArgumentCaptor.captor();
		then(this.mailer).should(atLeastOnce()).prepare(mail.capture());
		return mail.getValue();
	}

	private static Money euros(String amount) {
		return new Money(new BigDecimal(amount), Currency.getInstance("EUR"));
	}

}
