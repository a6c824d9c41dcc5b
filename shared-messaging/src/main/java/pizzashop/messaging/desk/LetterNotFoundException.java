package pizzashop.messaging.desk;

/** There is no letter with an id. */
class LetterNotFoundException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	LetterNotFoundException(String message) {
		super(message);
	}

}
