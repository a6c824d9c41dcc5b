package pizzashop.platform.check;

import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import pizzashop.platform.mail.Mail;

/** Tells the receipts among the mails. */
final class Receipts {

	private static final Pattern SUBJECT = Pattern.compile("Your receipt for order (\\S+)");

	private static final Pattern ORDER_ID = Pattern.compile("\\p{XDigit}{8}(?:-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

	private Receipts() {
	}

	/**
	 * The receipt in a mail; empty when it is another mail. The subject tells the end of
	 * the order's id, the text all of it. When that does not, the end has to do.
	 */
	static Optional<History.Receipt> receiptIn(Mail mail) {
		Matcher subject = SUBJECT.matcher(mail.subject());
		if (!subject.matches()) {
			return Optional.empty();
		}
		String end = subject.group(1);
		String order = ORDER_ID.matcher(mail.text())
			.results()
			.map(MatchResult::group)
			.filter((id) -> id.endsWith(end))
			.findFirst()
			.orElse(end);
		return Optional.of(new History.Receipt(order, mail.messageId()));
	}

}
