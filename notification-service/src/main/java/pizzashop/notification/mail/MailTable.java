package pizzashop.notification.mail;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;

import pizzashop.messaging.live.ChangeFeed;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** The record of what was sent. Takes part in the caller's transaction. */
@Component
class MailTable {

	private final JdbcTemplate jdbc;

	private final ChangeFeed changes;

	MailTable(JdbcTemplate jdbc, ChangeFeed changes) {
		this.jdbc = jdbc;
		this.changes = changes;
	}

	/**
	 * Enters mails, in the order of their ids so that two instances cannot wait for each
	 * other, and announces them once they are committed.
	 * @return the ids of those that were not there before
	 */
	Set<UUID> insert(Collection<Mail> mails, Instant sentAt) {
		Set<UUID> entered = new HashSet<>(this.jdbc.query(
				"""
						insert into mail (event_id, order_id, kind, recipient, subject, text_body, html_body, message_id,
						                  sent_at)
						select mail.*, ? from unnest(?::uuid[], ?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
						                             ?::text[]) as mail (event_id)
						order by event_id
						on conflict do nothing returning event_id""",
				(row, number) -> row.getObject(1, UUID.class), sentAt.atOffset(ZoneOffset.UTC),
				column(mails, Mail::id, UUID[]::new), column(mails, Mail::orderId, UUID[]::new),
				column(mails, (mail) -> mail.kind().name(), String[]::new),
				column(mails, Mail::recipient, String[]::new), column(mails, Mail::subject, String[]::new),
				column(mails, (mail) -> mail.body().text(), String[]::new),
				column(mails, (mail) -> mail.body().html(), String[]::new),
				column(mails, Mail::messageId, String[]::new)));
		entered.forEach((id) -> this.changes.announce(SentMails.CHANGES, id));
		return entered;
	}

	private static <T> Object column(Collection<Mail> mails, Function<Mail, T> value, IntFunction<T[]> array) {
		return mails.stream().map(value).toArray(array);
	}

}
