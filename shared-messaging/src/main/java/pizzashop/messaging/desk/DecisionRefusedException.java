package pizzashop.messaging.desk;

/**
 * What was asked for does not fit: the letter has been through something else, or it is
 * not clear which one is meant.
 */
class DecisionRefusedException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	DecisionRefusedException(String message) {
		super(message);
	}

}
