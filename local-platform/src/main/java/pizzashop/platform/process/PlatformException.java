package pizzashop.platform.process;

/**
 * The local platform cannot go on. The message is a sentence for the person at the
 * terminal: what is wrong, and the way out. It is printed without a stack trace.
 */
public final class PlatformException extends RuntimeException {

	public PlatformException(String message) {
		super(message);
	}

	public PlatformException(String message, Throwable cause) {
		super(message, cause);
	}

	/** Keeps the thread's interrupt and says what was interrupted. */
	public static PlatformException interrupted(String what) {
		Thread.currentThread().interrupt();
		return new PlatformException(what + " was interrupted.");
	}

}
