package pizzashop.kitchen.web;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import pizzashop.kitchen.ticket.Ticket;
import pizzashop.kitchen.ticket.TicketStatus;
import pizzashop.kitchen.ticket.Tickets;

import org.springframework.data.domain.Limit;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
class TicketController {

	private static final Limit LATEST = Limit.of(50);

	private final Tickets tickets;

	TicketController(Tickets tickets) {
		this.tickets = tickets;
	}

	record TicketView(UUID orderId, TicketStatus status, String pizzas, Instant openedAt,
			@Nullable Instant expectedReadyAt, @Nullable Instant readyAt, @Nullable String rejectedBecause) {

		static TicketView of(Ticket ticket) {
			return new TicketView(ticket.getId(), ticket.status(), ticket.pizzas(), ticket.openedAt(),
					ticket.expectedReadyAt(), ticket.readyAt(), ticket.rejectedBecause());
		}

	}

	/** The latest 50 tickets, the youngest first. */
	@GetMapping("/tickets")
	List<TicketView> tickets() {
		return this.tickets.latest(LATEST).stream().map(TicketView::of).toList();
	}

}
