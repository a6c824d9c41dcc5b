package pizzashop.notification.alert;

import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

import pizzashop.notification.mail.MailKind;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * What one mail tells the owner.
 *
 * @param letters how many
 * @param failures how many of each kind, the most frequent first: not all kinds when
 * there are very many
 * @param first the first of them, at least one
 */
record Alert(int letters, List<Failure> failures, List<Letter> first) {

	private static final int LONGEST_SUBJECT = 100;

	/** So many letters of a service, because of the same exception. */
	record Failure(String service, String exception, int letters) {
	}

	Alert {
		failures = List.copyOf(failures);
		first = List.copyOf(first);
	}

	/**
	 * The same for the same letters, and another when there are more of them: then it is
	 * another mail, which no mailbox may take for a repetition. The oldest letter and the
	 * number of letters tell that much, since letters wait until they are mailed.
	 */
	UUID id() {
		Letter oldest = this.first.getFirst();
		return UUID
			.nameUUIDFromBytes("alert|%s|%d|%d".formatted(oldest.id(), oldest.round(), this.letters).getBytes(UTF_8));
	}

	public String subject() {
		String services = this.failures.stream().map(Failure::service).distinct().collect(Collectors.joining(", "));
		return Letter.inOneLine(MailKind.DEAD_LETTERS.subjectAbout(this.letters + " (" + services + ")"),
				LONGEST_SUBJECT);
	}

	/** How many are of kinds that are not listed. */
	public int others() {
		return this.letters - this.failures.stream().mapToInt(Failure::letters).sum();
	}

	/** How many are not listed. */
	public int more() {
		return this.letters - this.first.size();
	}

}
