package pizzashop.order.orders;

/** An idempotency key came again, with another order. */
public class IdempotencyKeyReusedException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	IdempotencyKeyReusedException() {
		super("The idempotency key was used for another order");
	}

}
