package pizzashop.messaging.live;

/** No more streams can be served by this instance, for now. */
public class StreamRefusedException extends RuntimeException {

	StreamRefusedException(String message) {
		super(message);
	}

}
