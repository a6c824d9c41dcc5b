package pizzashop.benchmarks.limit;

import java.time.Duration;

import pizzashop.benchmarks.system.LoadedShop;
import pizzashop.platform.Service;

/**
 * What orders make the services write and send, by bare loops, each kind with all of the
 * machine. Each method goes on for so long, and returns for how many orders a second that
 * was.
 */
public final class BareWork {

	/** As many as order-service places in a transaction at most. */
	public static final int ORDER_BATCH = 100;

	/** As many as a service's listener takes at a time. */
	public static final int TICKET_BATCH = 500;

	/** As many as notification-service mails at a time. */
	public static final int RECEIPT_BATCH = 100;

	/** To PostgreSQL, for batches: one for each core. */
	public static final int CONNECTIONS = 2;

	/** To the mail server. */
	public static final int MAIL_CONNECTIONS = 8;

	private BareWork() {
	}

	/** The rows of placed orders, one transaction each. */
	public static double ordersOneByOne(LoadedShop shop, int connections, Duration duration) {
		return orders(shop, 1, connections, duration);
	}

	/** The rows of placed orders, in batches. */
	public static double orders(LoadedShop shop, Duration duration) {
		return orders(shop, ORDER_BATCH, CONNECTIONS, duration);
	}

	private static double orders(LoadedShop shop, int batch, int connections, Duration duration) {
		return BareInserts.perSecond(() -> shop.connect(Service.ORDER),
				(connection) -> Rows.ofPlacing(connection, batch), connections, duration);
	}

	/** The rows of opened tickets, in batches. */
	public static double tickets(LoadedShop shop, Duration duration) {
		return BareInserts.perSecond(() -> shop.connect(Service.KITCHEN),
				(connection) -> Rows.ofKitchen(connection, TICKET_BATCH), CONNECTIONS, duration);
	}

	/** The rows of mailed receipts, in batches. */
	public static double receipts(LoadedShop shop, Receipt receipt, Duration duration) {
		return BareInserts.perSecond(() -> shop.connect(Service.NOTIFICATION),
				(connection) -> Rows.ofReceipts(connection, RECEIPT_BATCH, receipt), CONNECTIONS, duration);
	}

	/** A mail for each. */
	public static double mails(LoadedShop shop, Receipt receipt, Duration duration) {
		return BareMails.perSecond(shop.smtpPort(), receipt, MAIL_CONNECTIONS, duration);
	}

}
