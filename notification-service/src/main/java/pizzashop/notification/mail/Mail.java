package pizzashop.notification.mail;

import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * A mail that is written.
 *
 * @param id of what it tells, say an event: there is one mail for each
 * @param orderId the order that it is about, if it is about one
 * @param recipient an address as somebody typed it
 */
public record Mail(UUID id, @Nullable UUID orderId, MailKind kind, String recipient, String subject, MailBody body) {

	/** The same on every attempt, so that a mailbox can tell a repetition. */
	String messageId() {
		return "<" + this.id + "@notification.pizzashop.example>";
	}

	/** As the log names it. */
	@Override
	public String toString() {
		return "kind=" + this.kind + ((this.orderId != null) ? " orderId=" + this.orderId : "") + " to="
				+ this.recipient;
	}

}
