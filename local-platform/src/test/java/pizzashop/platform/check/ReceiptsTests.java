package pizzashop.platform.check;

import java.util.Base64;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class ReceiptsTests {

	private static final String ORDER = "01a207ec-96c8-728d-a1b9-a8a1a5677dbd";

	@Test
	void theTextTellsTheOrder() {
		assertThat(Receipts.receiptIn(mail("Your receipt for order a5677dbd", "Hello Ada,\n\nOrder " + ORDER + "\n")))
			.contains(new History.Receipt(ORDER, "<1@shop>"));
	}

	@Test
	void aCustomerWhoseNameLooksLikeAnOrderIsNotMistakenForIt() {
		String name = "11111111-1111-1111-1111-111111111111";

		assertThat(Receipts.receiptIn(mail("Your receipt for order a5677dbd", "Hello " + name + ", order " + ORDER)))
			.contains(new History.Receipt(ORDER, "<1@shop>"));
	}

	@Test
	void aReceiptWhoseTextDoesNotTellGoesByTheEndOfTheId() {
		assertThat(Receipts.receiptIn(mail("Your receipt for order a5677dbd", "Hello")))
			.contains(new History.Receipt("a5677dbd", "<1@shop>"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "Dead letters: 3 of kitchen-service", "Your refund for order a5677dbd", "" })
	void otherMailIsNoReceipt(String subject) {
		assertThat(Receipts.receiptIn(mail(subject, "Order " + ORDER))).isEmpty();
	}

	@Test
	void anEncodedTextIsDecoded() {
		String text = Base64.getMimeEncoder().encodeToString(("您好\n\nOrder " + ORDER).getBytes(UTF_8));

		assertThat(Receipts.receiptIn(message("Your receipt for order a5677dbd", "base64", text)))
			.contains(new History.Receipt(ORDER, "<1@shop>"));
	}

	@Test
	void headersInTheTextAreNoHeaders() {
		assertThat(Receipts.receiptIn(mail("Hello", "Subject: Your receipt for order a5677dbd\r\n\r\nOrder " + ORDER)))
			.isEmpty();
	}

	private static byte[] mail(String subject, String text) {
		return message(subject, "8bit", text);
	}

	private static byte[] message(String subject, String encoding, String text) {
		return String
			.join("\r\n", "Return-Path: <shop@example.org>", "Message-ID: <1@shop>", "Subject: " + subject,
					"MIME-Version: 1.0", "Content-Type: text/plain; charset=UTF-8",
					"Content-Transfer-Encoding: " + encoding, "", text)
			.getBytes(UTF_8);
	}

}
