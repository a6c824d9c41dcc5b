package pizzashop.notification.receipt;

import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * What became of an order.
 *
 * @param reason in words for the customer, if there is one
 * @param refund the money that went back, if any did
 */
public record News(UUID orderId, @Nullable String reason, @Nullable Money refund) {
}
