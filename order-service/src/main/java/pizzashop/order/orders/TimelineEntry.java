package pizzashop.order.orders;

import java.time.Instant;

import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to an order.
 *
 * @param at when
 * @param event its name
 * @param status of the order since then
 * @param detail in words for the customer
 */
@Embeddable
public record TimelineEntry(Instant at, String event, @Enumerated(EnumType.STRING) OrderStatus status,
		@Nullable String detail) {

}
