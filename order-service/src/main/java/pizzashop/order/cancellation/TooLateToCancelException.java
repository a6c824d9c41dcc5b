package pizzashop.order.cancellation;

/** The kitchen has taken the order into its hands. */
public class TooLateToCancelException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	TooLateToCancelException(String why) {
		super(why);
	}

}
