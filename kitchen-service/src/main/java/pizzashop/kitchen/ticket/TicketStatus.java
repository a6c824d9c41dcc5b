package pizzashop.kitchen.ticket;

/** Where an order stands in the kitchen. */
public enum TicketStatus {

	COOKING, READY, REJECTED

}
