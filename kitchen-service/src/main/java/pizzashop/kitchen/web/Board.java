package pizzashop.kitchen.web;

import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import pizzashop.kitchen.oven.OvenSwitch;
import pizzashop.kitchen.sales.Sales;
import pizzashop.kitchen.sales.SalesReport;
import pizzashop.kitchen.ticket.Ticket;
import pizzashop.kitchen.ticket.TicketStatus;
import pizzashop.kitchen.ticket.Tickets;
import pizzashop.messaging.desk.DeadLetterDesk;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** What hangs on the kitchen's wall. */
@Component
class Board {

	/** As many as fit onto a wall. */
	private static final int TICKETS_IN_A_LANE = 10;

	private final Tickets tickets;

	private final OvenSwitch ovenSwitch;

	private final DeadLetterDesk desk;

	private final ObjectProvider<Sales> sales;

	Board(Tickets tickets, OvenSwitch ovenSwitch, DeadLetterDesk desk, ObjectProvider<Sales> sales) {
		this.tickets = tickets;
		this.ovenSwitch = ovenSwitch;
		this.desk = desk;
		this.sales = sales;
	}

	/**
	 * All of it.
	 *
	 * @param queued what waits for the oven
	 * @param cooking what is in the oven
	 * @param ready what is baked, the latest first
	 * @param notMade what was rejected or cancelled, the latest first
	 * @param openLetters how many dead letters of the kitchen nobody has decided about
	 * @param sales null as long as it is not known
	 */
	record Snapshot(OvenEndpoint.OvenView oven, Lane queued, Lane cooking, Lane ready, Lane notMade, int openLetters,
			@Nullable SalesReport sales) {
	}

	/**
	 * Some tickets.
	 *
	 * @param count how many there are, shown or not; null when that is not counted
	 */
	record Lane(@Nullable Long count, List<TicketController.TicketView> tickets) {
	}

	Snapshot look() {
		List<Ticket> shown = this.tickets.findForBoard(TICKETS_IN_A_LANE);
		return new Snapshot(OvenEndpoint.OvenView.of(this.ovenSwitch.oven()),
				lane(this.tickets.countQueued(), shown, TicketStatus.QUEUED),
				lane(this.tickets.countCooking(), shown, TicketStatus.COOKING), lane(null, shown, TicketStatus.READY),
				lane(null, shown, TicketStatus.REJECTED, TicketStatus.DISCARDED), this.desk.open(),
				this.sales.stream().findFirst().flatMap(Sales::report).orElse(null));
	}

	private static Lane lane(@Nullable Long count, List<Ticket> tickets, TicketStatus... statuses) {
		return new Lane(count,
				tickets.stream()
					.filter((ticket) -> Set.of(statuses).contains(ticket.status()))
					.map(TicketController.TicketView::of)
					.toList());
	}

}
