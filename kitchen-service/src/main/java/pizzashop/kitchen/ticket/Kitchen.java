package pizzashop.kitchen.ticket;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import pizzashop.kitchen.oven.Oven;
import pizzashop.kitchen.oven.OvenJammedException;
import pizzashop.kitchen.oven.OvenSwitch;
import pizzashop.kitchen.recipe.RecipeBook;
import pizzashop.messaging.tracing.EventTracing;

import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * What the kitchen does. Each step is announced as a {@link TicketEvent}. Whether an
 * order goes into the oven or is discarded is decided by who locks its ticket first.
 */
@Service
public class Kitchen {

	private static final Limit BATCH = Limit.of(500);

	private final Tickets tickets;

	private final RecipeBook recipes;

	private final OvenSwitch ovenSwitch;

	private final KitchenProperties properties;

	private final EventTracing tracing;

	private final Clock clock;

	Kitchen(Tickets tickets, RecipeBook recipes, OvenSwitch ovenSwitch, KitchenProperties properties,
			EventTracing tracing, Clock clock) {
		this.tickets = tickets;
		this.recipes = recipes;
		this.ovenSwitch = ovenSwitch;
		this.properties = properties;
		this.tracing = tracing;
		this.clock = clock;
	}

	/** What it takes to work on these orders, in two queries. */
	@Transactional(propagation = Propagation.MANDATORY)
	public Worktop prepare(Collection<UUID> orders) {
		Map<UUID, Ticket> known = this.tickets.lock(orders.toArray(UUID[]::new))
			.stream()
			.collect(Collectors.toMap(Ticket::getId, Function.identity()));
		return new Worktop(known, this.ovenSwitch.oven());
	}

	/**
	 * Rejects the order, or opens a ticket for it: it waits to be prepared, or goes into
	 * the oven at once if that takes no time. An order that has its ticket already is
	 * left alone, however late its event comes again.
	 * @param worktop prepared for at least this order
	 * @throws OvenJammedException when it will need the oven and the oven is jammed
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public void open(KitchenOrder order, Worktop worktop) {
		Instant now = now();
		Ticket ticket = worktop.ticketOf(order.id(), now, this.tracing.current());
		Optional<String> objection = objectionTo(order);
		if (objection.isPresent()) {
			ticket.refuse(order, objection.get());
		}
		else if (ticket.accept(order, now.plus(this.properties.preparationTime()))) {
			Instant expectedReadyAt = worktop.oven().load(now);
			if (this.properties.preparationTime().isZero()) {
				ticket.putIn(now, expectedReadyAt);
			}
		}
		this.tickets.save(ticket);
	}

	/** The first objection is enough: an order is made as a whole or not at all. */
	private Optional<String> objectionTo(KitchenOrder order) {
		return order.items().stream().flatMap((item) -> this.recipes.objectionTo(item.pizza()).stream()).findFirst();
	}

	/**
	 * Discards the order's ticket if it waits for the oven yet. If there is none, it
	 * leaves one that is discarded: an order that comes after its cancellation is never
	 * cooked.
	 * @param worktop prepared for at least this order
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public void discard(UUID order, Worktop worktop) {
		Instant now = now();
		Ticket ticket = worktop.ticketOf(order, now, this.tracing.current());
		if (ticket.discard(now)) {
			this.tickets.save(ticket);
		}
	}

	/**
	 * Puts into the oven what is prepared: one batch of it. While the oven is jammed all
	 * of it waits.
	 * @return when to come back: the time at which the next order is prepared, which is
	 * in the past when there is more to put in; empty when there is nothing to come back
	 * for, or the oven is jammed
	 */
	@Transactional
	public Optional<Instant> putInWhatIsPrepared() {
		Instant now = now();
		List<Ticket> prepared = this.tickets.preparedBy(now, BATCH);
		if (!prepared.isEmpty()) {
			Oven oven = this.ovenSwitch.oven();
			if (oven.jammed()) {
				return Optional.empty();
			}
			Instant expectedReadyAt = oven.load(now);
			prepared.forEach((ticket) -> step(ticket, "put into the oven", () -> ticket.putIn(now, expectedReadyAt)));
		}
		return this.tickets.nextPreparedAt();
	}

	/**
	 * Takes out of the oven what is done: one batch of it.
	 * @return when to come back: the time at which the next order is done, which is in
	 * the past when there is more to take out; empty when the oven is
	 */
	@Transactional
	public Optional<Instant> takeOutWhatIsDone() {
		Instant now = now();
		List<Ticket> done = this.tickets.doneBy(now, BATCH);
		done.forEach((ticket) -> step(ticket, "take out of the oven", () -> ticket.takeOut(now)));
		return this.tickets.nextDoneAt();
	}

	/** A later step of an order, in the trace in which the kitchen heard of it. */
	private void step(Ticket ticket, String name, Runnable change) {
		this.tracing.continuing(ticket.traceparent(), name, () -> {
			change.run();
			this.tickets.save(ticket);
		});
	}

	/** As exact as the events and the database are. */
	private Instant now() {
		return this.clock.instant().truncatedTo(ChronoUnit.MICROS);
	}

}
