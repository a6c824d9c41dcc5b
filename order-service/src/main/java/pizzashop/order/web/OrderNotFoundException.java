package pizzashop.order.web;

import java.util.UUID;

/** There is no order with that id. */
class OrderNotFoundException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	OrderNotFoundException(UUID orderId) {
		super("There is no order " + orderId);
	}

}
