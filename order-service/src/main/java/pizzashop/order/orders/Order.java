package pizzashop.order.orders;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

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
import org.jspecify.annotations.Nullable;
import pizzashop.order.menu.Money;
import pizzashop.order.orders.OrderTransition.Trigger;

import org.springframework.data.domain.AfterDomainEventPublication;
import org.springframework.data.domain.DomainEvents;
import org.springframework.data.domain.Persistable;

/**
 * An order. What may happen to it says the table in {@link OrderTransition}: an event
 * that does not fit its status changes nothing, because events arrive twice and late.
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

	private @Nullable String traceparent;

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

	private Order(UUID id, Customer customer, List<OrderLine> lines, Instant placedAt, @Nullable String traceparent) {
		this.id = id;
		this.customer = customer;
		this.lines = List.copyOf(lines);
		this.total = lines.stream()
			.map(OrderLine::price)
			.reduce(Money::plus)
			.orElseThrow(() -> new IllegalArgumentException("An order has at least one line"));
		this.status = OrderStatus.CONFIRMED;
		this.placedAt = placedAt;
		this.traceparent = traceparent;
	}

	static UUID newId() {
		return IDS.generate();
	}

	/**
	 * Places an order.
	 * @param traceparent the trace context in which it is placed
	 */
	static Order place(UUID id, Customer customer, List<OrderLine> lines, Instant at, @Nullable String traceparent) {
		Order order = new Order(id, customer, lines, storable(at), traceparent);
		order.happened(new OrderEvent.OrderPlaced(order.id, order.placedAt, order.customer, order.lines, order.total));
		return order;
	}

	/**
	 * The kitchen put it into the oven.
	 * @return whether that fits the order's status
	 */
	public boolean startCooking(Instant at, Instant expectedReadyAt) {
		return move(Trigger.COOKING_STARTED, new OrderEvent.CookingStarted(this.id, at, expectedReadyAt));
	}

	/**
	 * The kitchen took it out of the oven.
	 * @return whether that fits the order's status
	 */
	public boolean finish(Instant at) {
		return move(Trigger.ORDER_READY, new OrderEvent.OrderReady(this.id, at, this.placedAt));
	}

	/**
	 * The kitchen will not make it, so the money goes back.
	 * @return whether that fits the order's status
	 */
	public boolean reject(String reason, Instant at, Instant now) {
		return move(Trigger.ORDER_REJECTED, reason, now, new OrderEvent.OrderRejected(this.id, at, reason));
	}

	/**
	 * The customer changed their mind, so the kitchen is asked to discard it.
	 * @return whether that fits the order's status
	 */
	public boolean cancel(Instant now) {
		return move(Trigger.CUSTOMER_CANCELS, "You cancelled the order.", now);
	}

	/**
	 * The kitchen did not answer in time, so it is asked to discard the order.
	 * @return whether that fits the order's status
	 */
	public boolean missDeadline(Instant now) {
		return move(Trigger.DEADLINE_PASSES, "The kitchen did not answer in time.", now);
	}

	/**
	 * The kitchen discarded it before it was cooked, so the money goes back.
	 * @return whether that fits the order's status
	 */
	public boolean discard(Instant at, Instant now) {
		return move(Trigger.ORDER_CANCELLED, whyCancelled(), now, new OrderEvent.OrderCancelled(this.id, at));
	}

	private String whyCancelled() {
		return this.timeline.stream()
			.filter((entry) -> entry.status() == OrderStatus.CANCELLING)
			.map(TimelineEntry::detail)
			.filter(Objects::nonNull)
			.findFirst()
			.orElse("The order was cancelled.");
	}

	private boolean move(Trigger trigger, OrderEvent because) {
		return move(trigger, because.name(), because.at(), because);
	}

	/**
	 * Does what the table says.
	 * @param reason of what follows, in words for the customer
	 * @param now when it follows
	 * @param because what happened elsewhere, if anything did
	 */
	private boolean move(Trigger trigger, String reason, Instant now, OrderEvent... because) {
		Optional<OrderTransition> transition = OrderTransition.of(this.status, trigger);
		transition.ifPresent((found) -> {
			this.status = found.to();
			Stream.of(because).forEach(this::happened);
			publish(found.then(), reason, storable(now));
		});
		return transition.isPresent();
	}

	private void publish(OrderTransition.Publication publication, String reason, Instant at) {
		switch (publication) {
			case NOTHING -> {
			}
			case CANCELLATION_REQUESTED -> happened(new OrderEvent.CancellationRequested(this.id, at, reason));
			case REFUND_ISSUED ->
				happened(new OrderEvent.RefundIssued(this.id, at, IDS.generate(), this.total, reason));
		}
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

	/** The trace context in which it was placed, if there was one. */
	public @Nullable String traceparent() {
		return this.traceparent;
	}

	public List<TimelineEntry> timeline() {
		return List.copyOf(this.timeline);
	}

}
