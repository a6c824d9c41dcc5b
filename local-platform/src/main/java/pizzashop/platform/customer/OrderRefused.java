package pizzashop.platform.customer;

/** The order-service answered with a problem document; the message tells it in words. */
public final class OrderRefused extends RuntimeException {

	OrderRefused(String message) {
		super(message);
	}

}
