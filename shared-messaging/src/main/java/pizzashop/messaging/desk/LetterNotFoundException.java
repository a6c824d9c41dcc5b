package pizzashop.messaging.desk;

/** There is no letter with an id, or more than one whose id begins so. */
class LetterNotFoundException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	LetterNotFoundException(String message) {
		super(message);
	}

}
