package pizzashop.notification.mail;

import java.util.UUID;

/** There is news of an order whose OrderPlaced could not be processed here. */
public class RecipientUnknownException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	RecipientUnknownException(UUID orderId) {
		super("Nobody to write to: the OrderPlaced of order " + orderId
				+ " was not processed. Redrive its dead letter first, then this one");
	}

}
