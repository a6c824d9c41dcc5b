package pizzashop.benchmarks.limit;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

import pizzashop.benchmarks.system.OrdersTopic;
import pizzashop.contracts.Topics;
import pizzashop.messaging.EventSerializer;

/**
 * Reads the topic and decodes every event as the services do, and nothing else.
 */
public final class BareDecoding {

	/** As many as a kitchen has. */
	private static final int CONSUMERS = 2;

	private BareDecoding() {
	}

	/**
	 * Reads all there is. The time begins with the first event.
	 * @return events a second
	 */
	public static double perSecond(OrdersTopic topic) {
		AtomicLong began = new AtomicLong();
		try (ExecutorService consumers = Executors.newFixedThreadPool(CONSUMERS)) {
			List<CompletableFuture<Long>> shares = IntStream.range(0, CONSUMERS)
				.mapToObj((share) -> CompletableFuture.supplyAsync(() -> decode(topic, share, began), consumers))
				.toList();
			long events = shares.stream().mapToLong(CompletableFuture::join).sum();
			return events * 1_000_000_000.0 / (System.nanoTime() - began.get());
		}
	}

	private static long decode(OrdersTopic topic, int share, AtomicLong began) {
		try (EventSerializer serializer = topic.serializer()) {
			return topic.readShare(share, CONSUMERS, (record) -> {
				began.compareAndSet(0, System.nanoTime());
				serializer.deserialize(Topics.PIZZA_ORDERS, record.value());
			});
		}
	}

}
