package pizzashop.contracts;

import java.time.Duration;

/** The topics through which the services talk, and nothing else. */
public final class Topics {

	/** The whole life of every order, keyed by order id. */
	public static final String PIZZA_ORDERS = "pizza-orders";

	/** What a consumer group could not process, byte for byte as it was. */
	public static final String ORDERS_DLQ = "orders-dlq";

	/**
	 * How many partitions each topic has. A dead letter keeps the partition of its
	 * record.
	 */
	public static final int PARTITIONS = 12;

	/**
	 * How long each topic keeps its records. Whoever remembers what it has processed must
	 * do so for longer.
	 */
	public static final Duration RETENTION = Duration.ofDays(7);

	private Topics() {
	}

}
