package pizzashop.notification.mail;

import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * A mail that was sent, without what it says.
 *
 * @param id of what it tells, say an event
 * @param orderId the order that it is about, if it is about one
 */
public record SentMail(UUID id, MailKind kind, String recipient, String subject, @Nullable UUID orderId,
		Instant sentAt) {
}
