package pizzashop.platform.http;

/** A service answered with a problem document; the message tells it in words. */
public final class ServiceRefused extends RuntimeException {

	private final int status;

	ServiceRefused(int status, String message) {
		super(message);
		this.status = status;
	}

	/** The status of the answer, say 404. */
	public int status() {
		return this.status;
	}

}
