package pizzashop.order.groupcommit;

/**
 * There is more to do than can be done in time. Nothing of this has been done, nor will
 * it be. Without a stack trace: to refuse must cost little.
 */
public class OverloadedException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	OverloadedException(String message) {
		super(message, null, false, false);
	}

}
