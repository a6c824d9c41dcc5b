package pizzashop.messaging;

/**
 * An event that can never be processed, however often it is tried: its record goes to the
 * dead-letter topic at once. Thrown here for malformed records, and by handlers for
 * content that makes no sense.
 */
public class InvalidEventException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	public InvalidEventException(String message) {
		super(message);
	}

	public InvalidEventException(String message, Throwable cause) {
		super(message, cause);
	}

}
