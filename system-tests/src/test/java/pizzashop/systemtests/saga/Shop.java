package pizzashop.systemtests.saga;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import pizzashop.kitchen.ticket.TicketStatus;
import pizzashop.kitchen.ticket.TicketTransition;
import pizzashop.order.orders.OrderStatus;
import pizzashop.order.orders.OrderTransition;

/**
 * One order and all that is under way because of it. What becomes of order and ticket the
 * services' own tables say; what is made up here is only how messages travel.
 *
 * @param ticket null while the kitchen has none
 * @param refunds how often the money went back
 * @param wasCooked whether it was ever put into the oven
 */
record Shop(Menu menu, OrderStatus order, @Nullable TicketStatus ticket, Mailbag toKitchen, Mailbag toOrder,
		int refunds, boolean wasCooked) {

	/** What was ordered, and how the kitchen works. */
	enum Menu {

		/** It waits for the oven first. */
		MARGHERITA_AFTER_A_WHILE,

		/** It goes into the oven in the transaction that opens its ticket. */
		MARGHERITA_AT_ONCE,

		/** The kitchen has standards. */
		HAWAIIAN

	}

	/** Something that may happen next, and what the shop is like then. */
	record Step(String name, Shop next) {
	}

	static Shop afterPosting(Menu menu) {
		return new Shop(menu, OrderStatus.CONFIRMED, null, Mailbag.EMPTY.send(Message.ORDER_PLACED), Mailbag.EMPTY, 0,
				false);
	}

	/** Everything that may happen next, whatever the order in which it does. */
	List<Step> steps() {
		List<Step> steps = new ArrayList<>(arrivals());
		steps.addAll(deadline());
		steps.addAll(redriveOfOrderPlaced());
		steps.add(new Step("the customer cancels", order(OrderTransition.Trigger.CUSTOMER_CANCELS)));
		if (!this.toKitchen.topic().isEmpty()) {
			steps.add(new Step("the kitchen gives up " + this.toKitchen.topic().getFirst(),
					with(this.toKitchen.giveUp(), this.toOrder)));
		}
		if (!this.toOrder.topic().isEmpty()) {
			steps.add(new Step("order-service gives up " + this.toOrder.topic().getFirst(),
					with(this.toKitchen, this.toOrder.giveUp())));
		}
		this.toKitchen.delivered()
			.forEach((message) -> steps.add(new Step("the kitchen hears again " + message, kitchenHears(message))));
		this.toOrder.delivered()
			.forEach((message) -> steps.add(new Step("order-service hears again " + message, orderHears(message))));
		return steps;
	}

	/**
	 * What happens in time when nobody cancels and nothing fails any more: what is under
	 * way arrives, and so does what is a dead letter but OrderPlaced; the kitchen's timer
	 * rings.
	 */
	List<Step> arrivals() {
		List<Step> steps = new ArrayList<>();
		if (!this.toKitchen.outbox().isEmpty()) {
			steps.add(new Step("published: " + this.toKitchen.outbox().getFirst(),
					with(this.toKitchen.publish(), this.toOrder)));
		}
		if (!this.toOrder.outbox().isEmpty()) {
			steps.add(new Step("published: " + this.toOrder.outbox().getFirst(),
					with(this.toKitchen, this.toOrder.publish())));
		}
		if (!this.toKitchen.topic().isEmpty()) {
			Message message = this.toKitchen.topic().getFirst();
			steps.add(new Step("the kitchen hears " + message,
					with(this.toKitchen.deliver(), this.toOrder).kitchenHears(message)));
		}
		if (!this.toOrder.topic().isEmpty()) {
			Message message = this.toOrder.topic().getFirst();
			steps.add(new Step("order-service hears " + message,
					with(this.toKitchen, this.toOrder.deliver()).orderHears(message)));
		}
		this.toKitchen.deadLetters()
			.stream()
			.filter((message) -> message != Message.ORDER_PLACED)
			.forEach((message) -> steps.add(redriveToKitchen(message)));
		this.toOrder.deadLetters()
			.forEach((message) -> steps.add(new Step("redriven to order-service: " + message,
					with(this.toKitchen, this.toOrder.redrive(message)).orderHears(message))));
		steps.add(new Step("the kitchen puts it in", kitchen(TicketTransition.Trigger.PREPARED)));
		steps.add(new Step("the kitchen takes it out", kitchen(TicketTransition.Trigger.BAKED)));
		return steps;
	}

	List<Step> deadline() {
		return List.of(new Step("the deadline passes", order(OrderTransition.Trigger.DEADLINE_PASSES)));
	}

	List<Step> redriveOfOrderPlaced() {
		return this.toKitchen.deadLetters().contains(Message.ORDER_PLACED)
				? List.of(redriveToKitchen(Message.ORDER_PLACED)) : List.of();
	}

	private Step redriveToKitchen(Message message) {
		return new Step("redriven to the kitchen: " + message,
				with(this.toKitchen.redrive(message), this.toOrder).kitchenHears(message));
	}

	/** Whether the customer has a pizza or the money, and knows. */
	boolean isAtItsEnd() {
		return switch (this.order) {
			case READY -> this.ticket == TicketStatus.READY && this.refunds == 0;
			case REJECTED -> this.ticket == TicketStatus.REJECTED && this.refunds == 1;
			case CANCELLED -> this.ticket == TicketStatus.DISCARDED && this.refunds == 1;
			case CONFIRMED, COOKING, CANCELLING -> false;
		};
	}

	private Shop kitchenHears(Message message) {
		return switch (message) {
			case ORDER_PLACED -> switch (this.menu) {
				case HAWAIIAN -> kitchen(TicketTransition.Trigger.REFUSED);
				case MARGHERITA_AFTER_A_WHILE -> kitchen(TicketTransition.Trigger.ACCEPTED);
				case MARGHERITA_AT_ONCE -> TicketTransition.of(this.ticket, TicketTransition.Trigger.ACCEPTED)
					.map((accepted) -> kitchen(TicketTransition.Trigger.ACCEPTED)
						.kitchen(TicketTransition.Trigger.PREPARED))
					.orElse(this);
			};
			case CANCELLATION_REQUESTED -> kitchen(TicketTransition.Trigger.CANCELLATION_REQUESTED);
			default -> throw new IllegalStateException("The kitchen does not read " + message);
		};
	}

	private Shop orderHears(Message message) {
		return order(OrderTransition.Trigger.valueOf(message.name()));
	}

	private Shop order(OrderTransition.Trigger trigger) {
		Optional<OrderTransition> transition = OrderTransition.of(this.order, trigger);
		if (transition.isEmpty()) {
			return this;
		}
		Shop next = new Shop(this.menu, transition.get().to(), this.ticket, this.toKitchen, this.toOrder, this.refunds,
				this.wasCooked);
		return next.sent(transition.get().then().name());
	}

	private Shop kitchen(TicketTransition.Trigger trigger) {
		Optional<TicketTransition> transition = TicketTransition.of(this.ticket, trigger);
		if (transition.isEmpty()) {
			return this;
		}
		Shop next = new Shop(this.menu, this.order, transition.get().to(), this.toKitchen, this.toOrder, this.refunds,
				this.wasCooked || transition.get().to() == TicketStatus.COOKING);
		return next.sent(transition.get().then().name());
	}

	private Shop sent(String publication) {
		if (publication.equals("NOTHING")) {
			return this;
		}
		Message message = Message.valueOf(publication);
		return switch (message.reader()) {
			case KITCHEN -> with(this.toKitchen.send(message), this.toOrder);
			case ORDER -> with(this.toKitchen, this.toOrder.send(message));
			case NOBODY -> new Shop(this.menu, this.order, this.ticket, this.toKitchen, this.toOrder, this.refunds + 1,
					this.wasCooked);
		};
	}

	private Shop with(Mailbag toKitchen, Mailbag toOrder) {
		return new Shop(this.menu, this.order, this.ticket, toKitchen, toOrder, this.refunds, this.wasCooked);
	}

}
