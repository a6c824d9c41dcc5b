package pizzashop.kitchen.web;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;
import pizzashop.kitchen.ticket.Ticket;
import pizzashop.kitchen.ticket.TicketStatus;
import pizzashop.kitchen.ticket.Tickets;

import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(path = "/tickets", produces = MediaType.APPLICATION_JSON_VALUE)
class TicketController {

	/** Older than nothing: no id is greater. */
	private static final String GREATEST_ID = "ffffffff-ffff-ffff-ffff-ffffffffffff";

	private final Tickets tickets;

	TicketController(Tickets tickets) {
		this.tickets = tickets;
	}

	/**
	 * A ticket as it stands.
	 *
	 * @param pizzas null when it was cancelled before the kitchen heard of it
	 */
	record TicketView(UUID orderId, TicketStatus status, @Nullable String pizzas, Instant openedAt,
			@Nullable Instant expectedStart, @Nullable Instant startedAt, @Nullable Instant expectedReadyAt,
			@Nullable Instant readyAt, @Nullable String rejectedBecause, @Nullable Instant discardedAt) {

		static TicketView of(Ticket ticket) {
			return new TicketView(ticket.getId(), ticket.status(), ticket.pizzas(), ticket.openedAt(),
					ticket.expectedStart(), ticket.startedAt(), ticket.expectedReadyAt(), ticket.readyAt(),
					ticket.rejectedBecause(), ticket.discardedAt());
		}

	}

	/**
	 * One page of tickets.
	 *
	 * @param next where the page after it is, or null when there is none
	 */
	record Page(List<TicketView> tickets, @Nullable String next) {
	}

	/** The tickets of the newest orders first, before the given one. */
	@GetMapping
	Page page(@RequestParam(defaultValue = "50") @Min(1) @Max(500) int limit,
			@RequestParam(defaultValue = GREATEST_ID) UUID before) {
		List<Ticket> found = this.tickets.findNewestBefore(before, limit + 1);
		List<Ticket> page = found.subList(0, Math.min(limit, found.size()));
		String next = (found.size() > limit) ? "/tickets?limit=" + limit + "&before=" + page.getLast().getId() : null;
		return new Page(page.stream().map(TicketView::of).toList(), next);
	}

}
