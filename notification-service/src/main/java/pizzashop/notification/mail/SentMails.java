package pizzashop.notification.mail;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What was sent, to look at. */
@Component
public class SentMails {

	/** Of the changes that are announced when a mail was sent. */
	public static final String CHANGES = "mails";

	private static final String MAIL = "select event_id, kind, recipient, subject, order_id, sent_at from mail ";

	private final JdbcClient jdbc;

	SentMails(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * One page, the latest first.
	 * @param recipient whose mails, in capitals or not; null means anybody's
	 * @param orderId of which order; null means any, or none
	 * @param before only mails before this one
	 */
	public List<SentMail> page(@Nullable String recipient, @Nullable UUID orderId, @Nullable UUID before, int limit) {
		return this.jdbc.sql(MAIL + """
				where (:recipient::text is null or lower(recipient) = lower(:recipient))
				    and (:orderId::uuid is null or order_id = :orderId)
				    and (:before::uuid is null
				        or (sent_at, event_id) < (select sent_at, event_id from mail where event_id = :before))
				order by sent_at desc, event_id desc limit :limit""")
			.param("recipient", recipient)
			.param("orderId", orderId)
			.param("before", before)
			.param("limit", limit)
			.query((row, number) -> mailOf(row))
			.list();
	}

	public Optional<SentMail> find(UUID id) {
		return this.jdbc.sql(MAIL + "where event_id = :id")
			.param("id", id)
			.query((row, number) -> mailOf(row))
			.optional();
	}

	/** What a mail said; empty for one from before that was kept. */
	public Optional<MailBody> bodyOf(UUID id) {
		return this.jdbc.sql("""
				select text_body, html_body from mail
				where event_id = :id and text_body is not null and html_body is not null""")
			.param("id", id)
			.query((row, number) -> new MailBody(row.getString("text_body"), row.getString("html_body")))
			.optional();
	}

	private static SentMail mailOf(ResultSet row) throws SQLException {
		return new SentMail(row.getObject("event_id", UUID.class), MailKind.valueOf(row.getString("kind")),
				row.getString("recipient"), row.getString("subject"), row.getObject("order_id", UUID.class),
				row.getObject("sent_at", OffsetDateTime.class).toInstant());
	}

}
