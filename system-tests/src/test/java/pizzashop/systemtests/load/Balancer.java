package pizzashop.systemtests.load;

import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * Hands requests to the instances in rotation, one after the other, as the balancer
 * before a service does.
 */
public final class Balancer {

	private final List<URI> rotation;

	private final AtomicInteger turn = new AtomicInteger();

	private final Map<URI, AtomicInteger> onTheWay = new ConcurrentHashMap<>();

	public Balancer(Collection<URI> instances) {
		this.rotation = new CopyOnWriteArrayList<>(instances);
		instances.forEach((instance) -> this.onTheWay.put(instance, new AtomicInteger()));
	}

	/** Sends no new request there; those on their way go on. */
	public void takeOut(URI instance) {
		this.rotation.remove(instance);
	}

	/** Sends requests there again. */
	public void putIn(URI instance) {
		this.rotation.add(instance);
	}

	/** How many requests were sent there and are not answered yet. */
	public int onTheWayTo(URI instance) {
		return counterOf(instance).get();
	}

	/** Has the next instance in turn serve a request. */
	<T> T send(Function<URI, T> request) {
		URI instance = next();
		try {
			return request.apply(instance);
		}
		finally {
			counterOf(instance).decrementAndGet();
		}
	}

	/**
	 * Counted first: who takes the instance out and then sees nothing on the way knows
	 * that nothing will follow.
	 */
	private URI next() {
		while (true) {
			List<URI> instances = List.copyOf(this.rotation);
			URI instance = instances.get(Math.floorMod(this.turn.getAndIncrement(), instances.size()));
			counterOf(instance).incrementAndGet();
			if (this.rotation.contains(instance)) {
				return instance;
			}
			counterOf(instance).decrementAndGet();
		}
	}

	private AtomicInteger counterOf(URI instance) {
		return this.onTheWay.computeIfAbsent(instance, (key) -> new AtomicInteger());
	}

}
