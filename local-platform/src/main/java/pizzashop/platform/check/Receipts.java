package pizzashop.platform.check;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import pizzashop.platform.mail.Mail;

/** Tells the receipts among the mails. */
final class Receipts {

	private static final Pattern SUBJECT = header("Subject", "Your receipt for order (\\S+)");

	private static final Pattern MESSAGE_ID = header("Message-ID", "(\\S+)");

	private static final Pattern END_OF_HEADERS = Pattern.compile("\\r?\\n\\r?\\n");

	private static final Pattern ORDER_ID = Pattern.compile("\\p{XDigit}{8}(?:-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

	private Receipts() {
	}

	/**
	 * The receipt in a mail; empty when it is another mail. The subject tells the end of
	 * the order's id, the text all of it; if that does not, the end has to do. Parsing a
	 * message takes a hundred times as long as looking for what is needed, so only one is
	 * parsed whose text is encoded.
	 * @param message as it is in its file
	 */
	static Optional<History.Receipt> receiptIn(byte[] message) {
		String raw = new String(message, StandardCharsets.ISO_8859_1);
		String headers = END_OF_HEADERS.split(raw, 2)[0];
		return find(SUBJECT, headers).map((end) -> {
			String order = orderId(raw, end).or(() -> orderId(decoded(message), end)).orElse(end);
			return new History.Receipt(order, find(MESSAGE_ID, headers).orElse(""));
		});
	}

	/** A customer's name may look like an order's id too. */
	private static Optional<String> orderId(String text, String end) {
		return ORDER_ID.matcher(text).results().map(MatchResult::group).filter((id) -> id.endsWith(end)).findFirst();
	}

	private static String decoded(byte[] message) {
		try {
			return Mail.parse(new ByteArrayInputStream(message)).text();
		}
		catch (IOException ex) {
			return "";
		}
	}

	private static Optional<String> find(Pattern header, String headers) {
		Matcher matcher = header.matcher(headers);
		return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
	}

	private static Pattern header(String name, String value) {
		return Pattern.compile("^" + name + ":\\s*" + value + "\\s*$", Pattern.MULTILINE | Pattern.CASE_INSENSITIVE);
	}

}
