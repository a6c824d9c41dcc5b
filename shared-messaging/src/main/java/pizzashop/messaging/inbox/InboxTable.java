package pizzashop.messaging.inbox;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

import org.springframework.jdbc.core.JdbcTemplate;

/** The SQL of the inbox. Takes part in the caller's transaction. */
public class InboxTable {

	private final JdbcTemplate jdbc;

	public InboxTable(JdbcTemplate jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * Enters events, in the order of their ids so that two instances cannot wait for each
	 * other.
	 * @return those that were not there before
	 */
	Set<UUID> enter(Collection<UUID> events) {
		return new HashSet<>(this.jdbc.query("""
				insert into inbox (event_id) select id from unnest(?::uuid[]) as id order by id
				on conflict do nothing returning event_id""", (row, number) -> row.getObject(1, UUID.class),
				(Object) events.toArray(UUID[]::new)));
	}

	/**
	 * Deletes some of the rows that are older.
	 * @return how many
	 */
	public int deleteBefore(Instant oldest, int limit) {
		return this.jdbc.update("""
				delete from inbox where event_id in (
					select event_id from inbox where received_at < ? limit ? for update skip locked)""",
				oldest.atOffset(ZoneOffset.UTC), limit);
	}

}
