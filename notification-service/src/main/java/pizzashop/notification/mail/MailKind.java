package pizzashop.notification.mail;

/** What mails there are. Each has a template for the text and one for the HTML. */
public enum MailKind {

	/** A customer's order stands and is paid. */
	RECEIPT("mail/receipt", "Your receipt for order %s"),

	/** It is baked. */
	READY("mail/ready", "Your order %s is ready"),

	/** The kitchen will not make it. */
	REJECTED("mail/rejected", "We cannot make your order %s"),

	/** It was cancelled before it was cooked. */
	CANCELLED("mail/cancelled", "Your order %s is cancelled"),

	/** The money went back. */
	REFUNDED("mail/refunded", "Your refund for order %s"),

	/** Services could not process what they were sent. */
	DEAD_LETTERS("mail/dead-letters", "Dead letters: %s");

	private final String template;

	private final String subject;

	MailKind(String template, String subject) {
		this.template = template;
		this.subject = subject;
	}

	String template() {
		return this.template;
	}

	/** The subject, with what the mail is about. */
	public String subjectAbout(String what) {
		return this.subject.formatted(what);
	}

}
