package pizzashop.kitchen.ticket;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.PostLoad;
import jakarta.persistence.PostPersist;
import jakarta.persistence.Transient;
import org.jspecify.annotations.Nullable;
import pizzashop.kitchen.ticket.TicketTransition.Trigger;

import org.springframework.data.domain.AfterDomainEventPublication;
import org.springframework.data.domain.DomainEvents;
import org.springframework.data.domain.Persistable;

/**
 * What the kitchen makes of an order. Its id is the order's. What may happen to it says
 * the table in {@link TicketTransition}: anything else changes nothing.
 */
@Entity
public class Ticket implements Persistable<UUID> {

	@Id
	private UUID orderId;

	/** Null until its first step, before which it is not stored. */
	@Enumerated(EnumType.STRING)
	private @Nullable TicketStatus status;

	private @Nullable String pizzas;

	private Instant openedAt;

	private @Nullable Instant expectedStart;

	private @Nullable Instant startedAt;

	private @Nullable Instant expectedReadyAt;

	private @Nullable Instant readyAt;

	private @Nullable String rejectedBecause;

	private @Nullable Instant discardedAt;

	private @Nullable String traceparent;

	@Transient
	private final List<TicketEvent> events = new ArrayList<>();

	/**
	 * The id is given, not generated: without this, each insert would ask for it first.
	 */
	@Transient
	private boolean isNew = true;

	@SuppressWarnings("NullAway.Init") // filled by JPA
	protected Ticket() {
	}

	/**
	 * A ticket with nothing on it: what there is of an order before its first step.
	 * @param traceparent the trace context in which the kitchen heard of it
	 */
	Ticket(UUID orderId, Instant openedAt, @Nullable String traceparent) {
		this.orderId = orderId;
		this.openedAt = openedAt;
		this.traceparent = traceparent;
	}

	/**
	 * The order was placed, and the kitchen will make it.
	 * @return whether that fits the ticket's status
	 */
	boolean accept(KitchenOrder order, Instant expectedStart) {
		return move(Trigger.ACCEPTED, this.openedAt, () -> {
			String orderedPizzas = order.asText();
			this.pizzas = orderedPizzas;
			this.expectedStart = expectedStart;
			this.events.add(new TicketEvent.Opened(this.orderId, orderedPizzas, this.openedAt, expectedStart));
		});
	}

	/**
	 * The order was placed, and the kitchen will not make it.
	 * @return whether that fits the ticket's status
	 */
	boolean refuse(KitchenOrder order, String reason) {
		return move(Trigger.REFUSED, this.openedAt, () -> {
			this.pizzas = order.asText();
			this.rejectedBecause = reason;
		});
	}

	/**
	 * Puts it into the oven.
	 * @return whether that fits the ticket's status
	 */
	boolean putIn(Instant now, Instant expectedReadyAt) {
		return move(Trigger.PREPARED, now, () -> {
			this.startedAt = now;
			this.expectedReadyAt = expectedReadyAt;
		});
	}

	/**
	 * Takes it out of the oven.
	 * @return whether that fits the ticket's status
	 */
	boolean takeOut(Instant now) {
		return move(Trigger.BAKED, now, () -> this.readyAt = now);
	}

	/**
	 * Discards it, so that it is never cooked.
	 * @return whether that fits the ticket's status
	 */
	boolean discard(Instant now) {
		return move(Trigger.CANCELLATION_REQUESTED, now, () -> this.discardedAt = now);
	}

	/** Does what the table says. */
	private boolean move(Trigger trigger, Instant now, Runnable effect) {
		Optional<TicketTransition> transition = TicketTransition.of(this.status, trigger);
		transition.ifPresent((found) -> {
			this.status = found.to();
			effect.run();
			publish(found.then(), now);
		});
		return transition.isPresent();
	}

	private void publish(TicketTransition.Publication publication, Instant now) {
		switch (publication) {
			case NOTHING -> {
			}
			case COOKING_STARTED -> this.events
				.add(new TicketEvent.CookingStarted(this.orderId, now, Objects.requireNonNull(this.expectedReadyAt)));
			case ORDER_READY -> this.events.add(new TicketEvent.Ready(this.orderId, now));
			case ORDER_REJECTED -> this.events
				.add(new TicketEvent.Rejected(this.orderId, Objects.requireNonNull(this.rejectedBecause), now));
			case ORDER_CANCELLED -> this.events.add(new TicketEvent.Discarded(this.orderId, now));
		}
	}

	@DomainEvents
	List<TicketEvent> events() {
		return List.copyOf(this.events);
	}

	@AfterDomainEventPublication
	void eventsArePublished() {
		this.events.clear();
	}

	@Override
	public UUID getId() {
		return this.orderId;
	}

	public TicketStatus status() {
		return Objects.requireNonNull(this.status);
	}

	/** What to bake, unless it was cancelled before the kitchen heard of it. */
	public @Nullable String pizzas() {
		return this.pizzas;
	}

	public Instant openedAt() {
		return this.openedAt;
	}

	public @Nullable Instant expectedStart() {
		return this.expectedStart;
	}

	public @Nullable Instant startedAt() {
		return this.startedAt;
	}

	public @Nullable Instant expectedReadyAt() {
		return this.expectedReadyAt;
	}

	public @Nullable Instant readyAt() {
		return this.readyAt;
	}

	public @Nullable String rejectedBecause() {
		return this.rejectedBecause;
	}

	public @Nullable Instant discardedAt() {
		return this.discardedAt;
	}

	@Nullable String traceparent() {
		return this.traceparent;
	}

	@Override
	public boolean isNew() {
		return this.isNew;
	}

	@PostLoad
	@PostPersist
	void isStored() {
		this.isNew = false;
	}

}
