package pizzashop.notification.mail;

import java.util.UUID;

/**
 * A mail that is written.
 *
 * @param eventId the event that it tells of
 * @param recipient an address as the customer typed it
 */
record Mail(UUID eventId, UUID orderId, MailKind kind, String recipient, String subject, String text, String html) {

	/** The same on every attempt, so that a mailbox can tell a repetition. */
	String messageId() {
		return "<" + this.eventId + "@notification.pizzashop.example>";
	}

}
