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
	 * How long each topic keeps its records, at least. Whoever remembers what it has
	 * processed must do so for longer than this and a {@link #SEGMENT}.
	 */
	public static final Duration RETENTION = Duration.ofDays(7);

	/**
	 * The time from which records lie in one file. Kafka deletes whole files, so a record
	 * may live so much longer.
	 */
	public static final Duration SEGMENT = Duration.ofDays(1);

	private Topics() {
	}

}
