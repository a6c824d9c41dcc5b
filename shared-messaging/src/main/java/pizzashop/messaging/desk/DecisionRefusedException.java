package pizzashop.messaging.desk;

/** What was asked for does not fit what the letter has been through. */
class DecisionRefusedException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	DecisionRefusedException(String message) {
		super(message);
	}

}
