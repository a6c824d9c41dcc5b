package pizzashop.order.orders;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OrderColumn;
import jakarta.persistence.PostLoad;
import jakarta.persistence.PostPersist;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import org.hibernate.annotations.BatchSize;
import org.hibernate.annotations.EmbeddedColumnNaming;
import pizzashop.order.menu.Money;

import org.springframework.data.domain.AfterDomainEventPublication;
import org.springframework.data.domain.DomainEvents;
import org.springframework.data.domain.Persistable;

/**
 * An order. It alone decides what may happen to it: an event that does not fit its status
 * changes nothing, because events arrive twice and late.
 */
@Entity
@Table(name = "orders")
public class Order implements Persistable<UUID> {

	private static final NoArgGenerator IDS = Generators.timeBasedEpochGenerator();

	@Id
	private UUID id;

	@Embedded
	@EmbeddedColumnNaming("customer_%s")
	private Customer customer;

	@ElementCollection
	@CollectionTable(name = "order_line", joinColumns = @JoinColumn(name = "order_id"))
	@OrderColumn(name = "position")
	private List<OrderLine> lines;

	@Embedded
	@EmbeddedColumnNaming("total_%s")
	private Money total;

	@Enumerated(EnumType.STRING)
	private OrderStatus status;

	private Instant placedAt;

	/** Read for all orders of a batch at once, when the first of them gets an entry. */
	@ElementCollection
	@CollectionTable(name = "order_timeline", joinColumns = @JoinColumn(name = "order_id"))
	@OrderColumn(name = "position")
	@BatchSize(size = 500)
	private List<TimelineEntry> timeline = new ArrayList<>();

	@Transient
	private final List<OrderEvent> events = new ArrayList<>();

	@Transient
	private boolean stored;

	/** For JPA. */
	@SuppressWarnings("NullAway.Init")
	protected Order() {
	}

	private Order(UUID id, Customer customer, List<OrderLine> lines, Instant placedAt) {
		this.id = id;
		this.customer = customer;
		this.lines = List.copyOf(lines);
		this.total = lines.stream()
			.map(OrderLine::price)
			.reduce(Money::plus)
			.orElseThrow(() -> new IllegalArgumentException("An order has at least one line"));
		this.status = OrderStatus.CONFIRMED;
		this.placedAt = placedAt;
	}

	static Order place(Customer customer, List<OrderLine> lines, Instant at) {
		Order order = new Order(IDS.generate(), customer, lines, storable(at));
		order.happened(new OrderEvent.OrderPlaced(order.id, order.placedAt, order.customer, order.lines, order.total));
		return order;
	}

	/**
	 * The kitchen put it into the oven.
	 * @return whether that fits the order's status
	 */
	public boolean startCooking(Instant at, Instant expectedReadyAt) {
		return moveTo(OrderStatus.COOKING, new OrderEvent.CookingStarted(this.id, at, expectedReadyAt));
	}

	/**
	 * The kitchen took it out of the oven.
	 * @return whether that fits the order's status
	 */
	public boolean finish(Instant at) {
		return moveTo(OrderStatus.READY, new OrderEvent.OrderReady(this.id, at));
	}

	/**
	 * The kitchen will not make it, so the money goes back.
	 * @return whether that fits the order's status
	 */
	public boolean reject(String reason, Instant at, Instant now) {
		boolean rejected = moveTo(OrderStatus.REJECTED, new OrderEvent.OrderRejected(this.id, at, reason));
		if (rejected) {
			happened(new OrderEvent.RefundIssued(this.id, storable(now), IDS.generate(), this.total, reason));
		}
		return rejected;
	}

	private boolean moveTo(OrderStatus next, OrderEvent because) {
		if (!this.status.canBecome(next)) {
			return false;
		}
		this.status = next;
		happened(because);
		return true;
	}

	private void happened(OrderEvent event) {
		this.timeline.add(new TimelineEntry(event.at(), event.name(), this.status, event.detail()));
		this.events.add(event);
	}

	/**
	 * The database and the events keep microseconds: what is answered now must be what is
	 * read later.
	 */
	private static Instant storable(Instant time) {
		return time.truncatedTo(ChronoUnit.MICROS);
	}

	@DomainEvents
	List<OrderEvent> events() {
		return List.copyOf(this.events);
	}

	@AfterDomainEventPublication
	void eventsArePublished() {
		this.events.clear();
	}

	@PostLoad
	@PostPersist
	void isStored() {
		this.stored = true;
	}

	/** The id is assigned before the order is stored, so the id does not tell. */
	@Override
	public boolean isNew() {
		return !this.stored;
	}

	@Override
	public UUID getId() {
		return this.id;
	}

	public Customer customer() {
		return this.customer;
	}

	public List<OrderLine> lines() {
		return List.copyOf(this.lines);
	}

	public Money total() {
		return this.total;
	}

	public OrderStatus status() {
		return this.status;
	}

	public Instant placedAt() {
		return this.placedAt;
	}

	public List<TimelineEntry> timeline() {
		return List.copyOf(this.timeline);
	}

}
