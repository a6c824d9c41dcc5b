package pizzashop.notification.web;

/** There is no such mail, or what it said was not kept. */
class MailNotFoundException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	MailNotFoundException(String message) {
		super(message);
	}

}
