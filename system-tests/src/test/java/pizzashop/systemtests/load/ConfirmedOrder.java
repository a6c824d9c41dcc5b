package pizzashop.systemtests.load;

import java.time.Instant;

/**
 * An order that was answered 201.
 *
 * @param id its id
 * @param email its customer's address, which no other order has
 * @param confirmedAt when the answer was there
 */
public record ConfirmedOrder(String id, String email, Instant confirmedAt) {
}
