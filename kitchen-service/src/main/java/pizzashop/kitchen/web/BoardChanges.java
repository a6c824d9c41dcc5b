package pizzashop.kitchen.web;

import java.util.UUID;

import pizzashop.kitchen.oven.OvenSwitched;
import pizzashop.kitchen.ticket.TicketEvent;
import pizzashop.messaging.live.ChangeFeed;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Tells the boards of all instances of what changes on them. Dead letters and what sells
 * come along with the next look, seconds later.
 */
@Component
class BoardChanges {

	static final String SUBJECT = "board";

	/** There is one. */
	private static final UUID OVEN = new UUID(0, 0);

	private final ChangeFeed feed;

	BoardChanges(ChangeFeed feed) {
		this.feed = feed;
	}

	@EventListener
	void on(TicketEvent event) {
		this.feed.announce(SUBJECT, event.orderId());
	}

	@EventListener
	void on(OvenSwitched event) {
		this.feed.announce(SUBJECT, OVEN);
	}

}
