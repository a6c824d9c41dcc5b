package pizzashop.notification.mail;

/** What a mail tells. */
public enum MailKind {

	/** A customer's order stands and is paid. */
	RECEIPT("mail/receipt"),

	/** Services could not process what they were sent. */
	DEAD_LETTERS("mail/dead-letters");

	private final String template;

	MailKind(String template) {
		this.template = template;
	}

	String template() {
		return this.template;
	}

}
