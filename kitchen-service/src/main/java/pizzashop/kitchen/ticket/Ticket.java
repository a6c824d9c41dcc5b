package pizzashop.kitchen.ticket;

import java.time.Instant;
import java.util.UUID;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.PostLoad;
import jakarta.persistence.PostPersist;
import jakarta.persistence.Transient;
import org.jspecify.annotations.Nullable;

import org.springframework.data.domain.Persistable;

/** What the kitchen makes of an order. Its id is the order's. */
@Entity
public class Ticket implements Persistable<UUID> {

	@Id
	private UUID orderId;

	@Enumerated(EnumType.STRING)
	private TicketStatus status;

	private String pizzas;

	private Instant openedAt;

	private @Nullable Instant expectedReadyAt;

	private @Nullable Instant readyAt;

	private @Nullable String rejectedBecause;

	/**
	 * The id is given, not generated: without this, each insert would ask for it first.
	 */
	@Transient
	private boolean isNew = true;

	@SuppressWarnings("NullAway.Init") // filled by JPA
	protected Ticket() {
	}

	private Ticket(KitchenOrder order, TicketStatus status, Instant openedAt) {
		this.orderId = order.id();
		this.status = status;
		this.pizzas = order.asText();
		this.openedAt = openedAt;
	}

	static Ticket cooking(KitchenOrder order, Instant now, Instant expectedReadyAt) {
		Ticket ticket = new Ticket(order, TicketStatus.COOKING, now);
		ticket.expectedReadyAt = expectedReadyAt;
		return ticket;
	}

	static Ticket rejected(KitchenOrder order, Instant now, String reason) {
		Ticket ticket = new Ticket(order, TicketStatus.REJECTED, now);
		ticket.rejectedBecause = reason;
		return ticket;
	}

	/**
	 * Takes the order out of the oven.
	 * @throws IllegalStateException when it is not in there
	 */
	void takeOut(Instant now) {
		if (this.status != TicketStatus.COOKING) {
			throw new IllegalStateException("The ticket of order " + this.orderId + " is " + this.status);
		}
		this.status = TicketStatus.READY;
		this.readyAt = now;
	}

	@Override
	public UUID getId() {
		return this.orderId;
	}

	public TicketStatus status() {
		return this.status;
	}

	public String pizzas() {
		return this.pizzas;
	}

	public Instant openedAt() {
		return this.openedAt;
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
