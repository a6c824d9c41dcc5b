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

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** What the kitchen does. Each step is announced as a {@link TicketEvent}. */
@Service
public class Kitchen {

	private static final Limit BATCH = Limit.of(500);

	private final Tickets tickets;

	private final RecipeBook recipes;

	private final OvenSwitch ovenSwitch;

	private final ApplicationEventPublisher events;

	private final Clock clock;

	Kitchen(Tickets tickets, RecipeBook recipes, OvenSwitch ovenSwitch, ApplicationEventPublisher events, Clock clock) {
		this.tickets = tickets;
		this.recipes = recipes;
		this.ovenSwitch = ovenSwitch;
		this.events = events;
		this.clock = clock;
	}

	/** What it takes to work on these orders, in two queries. */
	@Transactional(propagation = Propagation.MANDATORY)
	public Worktop prepare(Collection<UUID> orders) {
		Map<UUID, Ticket> known = this.tickets.findAllById(orders)
			.stream()
			.collect(Collectors.toMap(Ticket::getId, Function.identity()));
		return new Worktop(known, this.ovenSwitch.oven());
	}

	/**
	 * Rejects the order or puts it into the oven. An order that has its ticket already is
	 * left alone, however late its event comes again.
	 * @param worktop prepared for at least this order
	 * @throws OvenJammedException when it needs the oven and the oven is jammed
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public void open(KitchenOrder order, Worktop worktop) {
		if (worktop.tickets().containsKey(order.id())) {
			return;
		}
		Ticket ticket = objectionTo(order).map((reason) -> reject(order, reason))
			.orElseGet(() -> cook(order, worktop.oven()));
		worktop.tickets().put(order.id(), this.tickets.save(ticket));
	}

	/** The first objection is enough: an order is made as a whole or not at all. */
	private Optional<String> objectionTo(KitchenOrder order) {
		return order.items().stream().flatMap((item) -> this.recipes.objectionTo(item.pizza()).stream()).findFirst();
	}

	private Ticket reject(KitchenOrder order, String reason) {
		Instant now = now();
		this.events.publishEvent(new TicketEvent.Rejected(order.id(), reason, now));
		return Ticket.rejected(order, now, reason);
	}

	private Ticket cook(KitchenOrder order, Oven oven) {
		Instant now = now();
		Instant expectedReadyAt = oven.load(now);
		Ticket ticket = Ticket.cooking(order, now, expectedReadyAt);
		this.events.publishEvent(new TicketEvent.CookingStarted(order.id(), ticket.pizzas(), now, expectedReadyAt));
		return ticket;
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
		for (Ticket ticket : done) {
			ticket.takeOut(now);
			this.events.publishEvent(new TicketEvent.Ready(ticket.getId(), now));
		}
		return this.tickets.nextDoneAt();
	}

	/** As exact as the events and the database are. */
	private Instant now() {
		return this.clock.instant().truncatedTo(ChronoUnit.MICROS);
	}

}
