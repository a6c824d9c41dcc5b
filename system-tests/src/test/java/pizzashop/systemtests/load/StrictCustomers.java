package pizzashop.systemtests.load;

import java.net.URI;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

/** Customers who try once, and remember every answer and every failure. */
public final class StrictCustomers {

	private final String name;

	private final Balancer orderServices;

	private final AtomicInteger number = new AtomicInteger();

	private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();

	private final Queue<ConfirmedOrder> confirmed = new ConcurrentLinkedQueue<>();

	private final AtomicReference<@Nullable ConfirmedOrder> last = new AtomicReference<>();

	/**
	 * @param name what their addresses begin with, that nobody else's do
	 */
	public StrictCustomers(String name, Balancer orderServices) {
		this.name = name;
		this.orderServices = orderServices;
	}

	/** The next customer places an order. */
	public void place() {
		Wish wish = Wish.of(this.name, this.number.incrementAndGet());
		this.answers.add(this.orderServices
			.send((instance) -> Line.place(instance, UUID.randomUUID().toString(), wish, this::remember)));
	}

	/** Somebody looks how the order is doing that was confirmed last. */
	public void look() {
		ConfirmedOrder order = this.last.get();
		if (order != null) {
			this.answers.add(this.orderServices.send((instance) -> Line.get(instance, "/orders/" + order.id())));
		}
	}

	/** Somebody looks at a page of another service. */
	public void look(Balancer instances, String path) {
		this.answers.add(instances.send((instance) -> Line.get(instance, path)));
	}

	/** The next customer begins to place an order, by hand and at this very instance. */
	public SlowCustomer placeSlowlyAt(URI instance) {
		Wish wish = Wish.of(this.name, this.number.incrementAndGet());
		return new SlowCustomer(instance, wish, this::remember, this.answers::add);
	}

	private void remember(ConfirmedOrder order) {
		this.confirmed.add(order);
		this.last.set(order);
	}

	/** Every answer so far, the earliest first. */
	public List<Answer> answers() {
		return List.copyOf(this.answers);
	}

	/** Every order that was confirmed so far, the earliest first. */
	public List<ConfirmedOrder> confirmed() {
		return List.copyOf(this.confirmed);
	}

}
