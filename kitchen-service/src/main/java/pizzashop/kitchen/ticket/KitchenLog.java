package pizzashop.kitchen.ticket;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pizzashop.kitchen.oven.OvenSwitched;
import pizzashop.messaging.tracing.LogContext;

import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/** The kitchen's log: a line for each step, written once it is committed. */
@Component
class KitchenLog {

	private static final Logger log = LoggerFactory.getLogger("Kitchen");

	@TransactionalEventListener
	void on(TicketEvent event) {
		try (var about = LogContext.with("orderId", event.orderId().toString())) {
			say(event);
		}
	}

	private static void say(TicketEvent event) {
		switch (event) {
			case TicketEvent.Opened(var orderId, var pizzas, var openedAt, var expectedStart) ->
				log.info("Ticket opened      orderId={} pizzas=\"{}\"", orderId, pizzas);
			case TicketEvent.CookingStarted(var orderId, var startedAt, var expectedReadyAt) ->
				log.info("Into the oven      orderId={} readyAt={}", orderId, expectedReadyAt);
			case TicketEvent.Ready(var orderId, var readyAt) -> log.info("Out of the oven    orderId={}", orderId);
			case TicketEvent.Discarded(var orderId, var discardedAt) ->
				log.info("Discarded          orderId={}", orderId);
			case TicketEvent.Rejected(var orderId, var reason, var rejectedAt) ->
				log.info("Rejected           orderId={} reason=\"{}\"", orderId, reason);
		}
	}

	@TransactionalEventListener
	void on(OvenSwitched oven) {
		log.info(oven.jammed() ? "Oven jammed" : "Oven repaired");
	}

}
