package pizzashop.systemtests.load;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * Customers who send the same request with the same key, to whichever instance, until it
 * is answered 201. Whatever else comes is no answer to them.
 */
public final class PersistentCustomers {

	private static final Duration SHORTEST_PAUSE = Duration.ofMillis(200);

	private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

	private final String name;

	private final Balancer orderServices;

	private final AtomicInteger number = new AtomicInteger();

	private final Map<String, LongAdder> unanswered = new ConcurrentHashMap<>();

	private final Queue<ConfirmedOrder> confirmed = new ConcurrentLinkedQueue<>();

	/**
	 * @param name what their addresses begin with, that nobody else's do
	 */
	public PersistentCustomers(String name, Balancer orderServices) {
		this.name = name;
		this.orderServices = orderServices;
	}

	/** The next customer places an order, however long it takes. */
	public void place() {
		Wish wish = Wish.of(this.name, this.number.incrementAndGet());
		String key = UUID.randomUUID().toString();
		Answer answer = tryOnce(key, wish);
		while (!answer.isSuccess()) {
			this.unanswered.computeIfAbsent(answer.inAWord(), (word) -> new LongAdder()).increment();
			pause();
			answer = tryOnce(key, wish);
		}
	}

	private Answer tryOnce(String key, Wish wish) {
		return this.orderServices.send((instance) -> Line.place(instance, key, wish, this.confirmed::add));
	}

	private static void pause() {
		try {
			Thread.sleep(ThreadLocalRandom.current().nextLong(SHORTEST_PAUSE.toMillis(), LONGEST_PAUSE.toMillis()));
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException("Gave up an order", ex);
		}
	}

	/** How many customers came so far. */
	public int came() {
		return this.number.get();
	}

	/** Why requests were sent once more, in a word, and how often each. */
	public Map<String, Long> unanswered() {
		Map<String, Long> counts = new TreeMap<>();
		this.unanswered.forEach((word, count) -> counts.put(word, count.sum()));
		return counts;
	}

	/** Every order that was confirmed so far, the earliest first. */
	public List<ConfirmedOrder> confirmed() {
		return List.copyOf(this.confirmed);
	}

}
