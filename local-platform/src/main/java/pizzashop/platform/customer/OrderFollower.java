package pizzashop.platform.customer;

import java.time.Duration;
import java.util.function.Consumer;

import pizzashop.platform.process.PlatformException;

/** Watches an order until nothing more will happen to it. */
public final class OrderFollower {

	private static final Duration INTERVAL = Duration.ofMillis(150);

	private final OrderClient client;

	private final String orderId;

	private final Consumer<TimelineEntry> news;

	private int told;

	/**
	 * Follows one order.
	 * @param news hears each entry of the timeline once, as it comes
	 */
	public OrderFollower(OrderClient client, String orderId, Consumer<TimelineEntry> news) {
		this.client = client;
		this.orderId = orderId;
		this.news = news;
	}

	/**
	 * Returns the order at its end, or as it stands when the time is over; following may
	 * then go on.
	 * @throws PlatformException when the order-service does not answer
	 */
	public Order follow(Duration atMost) {
		long deadline = System.nanoTime() + atMost.toNanos();
		while (true) {
			Order order = this.client.find(this.orderId);
			order.timeline().stream().skip(this.told).forEach(this.news);
			this.told = Math.max(this.told, order.timeline().size());
			if (order.isAtItsEnd() || System.nanoTime() - deadline > 0) {
				return order;
			}
			pause();
		}
	}

	private static void pause() {
		try {
			Thread.sleep(INTERVAL);
		}
		catch (InterruptedException ex) {
			throw PlatformException.interrupted("Following the order");
		}
	}

}
