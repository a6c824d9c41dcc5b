package pizzashop.notification.mail;

import java.time.Instant;
import java.time.ZoneOffset;

import pizzashop.messaging.live.ChangeFeed;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The record of what was sent. Takes part in the caller's transaction. */
@Component
class MailTable {

	private final JdbcClient jdbc;

	private final ChangeFeed changes;

	MailTable(JdbcClient jdbc, ChangeFeed changes) {
		this.jdbc = jdbc;
		this.changes = changes;
	}

	/**
	 * Enters a mail, and announces it once it is committed.
	 * @return whether it was not there before
	 */
	boolean insert(Mail mail, Instant sentAt) {
		boolean isNew = this.jdbc.sql("""
				insert into mail (event_id, order_id, kind, recipient, subject, text_body, html_body, message_id,
				                  sent_at)
				values (:eventId, :orderId, :kind, :recipient, :subject, :text, :html, :messageId, :sentAt)
				on conflict do nothing""")
			.param("eventId", mail.id())
			.param("orderId", mail.orderId())
			.param("kind", mail.kind().name())
			.param("recipient", mail.recipient())
			.param("subject", mail.subject())
			.param("text", mail.body().text())
			.param("html", mail.body().html())
			.param("messageId", mail.messageId())
			.param("sentAt", sentAt.atOffset(ZoneOffset.UTC))
			.update() == 1;
		if (isNew) {
			this.changes.announce(SentMails.CHANGES, mail.id());
		}
		return isNew;
	}

}
