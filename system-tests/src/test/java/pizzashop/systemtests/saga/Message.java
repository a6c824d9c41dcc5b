package pizzashop.systemtests.saga;

/** An event on the topic that one of the two services acts upon, or that moves money. */
enum Message {

	ORDER_PLACED(Reader.KITCHEN),

	CANCELLATION_REQUESTED(Reader.KITCHEN),

	COOKING_STARTED(Reader.ORDER),

	ORDER_READY(Reader.ORDER),

	ORDER_REJECTED(Reader.ORDER),

	ORDER_CANCELLED(Reader.ORDER),

	REFUND_ISSUED(Reader.NOBODY);

	private final Reader reader;

	Message(Reader reader) {
		this.reader = reader;
	}

	Reader reader() {
		return this.reader;
	}

	/** Which service acts upon it. */
	enum Reader {

		ORDER, KITCHEN, NOBODY

	}

}
