package pizzashop.platform.customer;

import java.time.Instant;

/**
 * Something that happened to an order.
 *
 * @param at when
 * @param event the event's name, say {@code OrderPlaced}
 * @param status what the order became
 * @param detail in words; empty when there is nothing to add
 */
public record TimelineEntry(Instant at, String event, String status, String detail) {
}
