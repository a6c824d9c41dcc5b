package pizzashop.messaging.desk;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;
import pizzashop.messaging.failure.DeadLetter;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/** The SQL of the desk. Every statement takes part in the caller's transaction. */
class LetterTable {

	/** What the letter's group says of itself in the history. */
	private static final String THE_CONSUMER = "consumer";

	private static final String LETTER = """
			select id, status, rounds, event_type, key, topic, partition, record_offset, record_time, failed_at, attempts,
				exception, message, causes from dead_letter
			""";

	private static final String MATCHES = """
			where (:status::text is null or status = :status)
				and (:type::text is null or event_type = :type
					or right(event_type, length(:type::text) + 1) = '.' || :type)
				and (:key::text is null or key = :key)
			""";

	/** A letter as it comes from the dead-letter topic. */
	record Received(DeadLetter letter, LetterRecord record) {
	}

	/** A letter with what goes back to its topic. */
	record Stored(Letter letter, LetterRecord record) {
	}

	private final String group;

	private final JdbcTemplate jdbc;

	private final NamedParameterJdbcTemplate named;

	/**
	 * @param group whose letters these are
	 */
	LetterTable(String group, JdbcTemplate jdbc) {
		this.group = group;
		this.jdbc = jdbc;
		this.named = new NamedParameterJdbcTemplate(jdbc);
	}

	/**
	 * Enters new letters, and opens those again that failed once more: that were redriven
	 * in this round, or in a round whose transaction failed when the record was back
	 * already. Any other letter that was entered before changes nothing.
	 */
	void enter(List<Received> letters) {
		this.jdbc.batchUpdate(
				"""
						with entered as (
							insert into dead_letter (status, id, rounds, event_type, key, topic, partition, record_offset, record_time,
								failed_at, attempts, exception, message, causes, record_key, record_value, header_names, header_values)
							values ('OPEN', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
							on conflict (id) do update set status = 'OPEN', rounds = excluded.rounds, failed_at = excluded.failed_at,
								attempts = excluded.attempts, exception = excluded.exception, message = excluded.message,
								causes = excluded.causes
							where (excluded.rounds = dead_letter.rounds and dead_letter.status = 'REDRIVEN')
								or (excluded.rounds = dead_letter.rounds + 1 and dead_letter.status <> 'DISCARDED')
							returning id, rounds, failed_at, exception, message)
						insert into dead_letter_history (letter_id, at, action, round, by, reason)
						select id, failed_at, 'FAILED', rounds, ?, exception || ': ' || message from entered""",
				letters, letters.size(), (insert, received) -> {
					DeadLetter letter = received.letter();
					LetterRecord record = received.record();
					insert.setObject(1, letter.id());
					insert.setInt(2, letter.round());
					insert.setString(3, letter.type());
					insert.setString(4, letter.key());
					insert.setString(5, letter.topic());
					insert.setInt(6, letter.partition());
					insert.setLong(7, letter.offset());
					insert.setObject(8, utc(letter.timestamp()));
					insert.setObject(9, utc(letter.failedAt()));
					insert.setInt(10, letter.attempts());
					insert.setString(11, letter.exception());
					insert.setString(12, letter.message());
					insert.setArray(13, insert.getConnection().createArrayOf("text", letter.causes().toArray()));
					insert.setBytes(14, record.key());
					insert.setBytes(15, record.value());
					insert.setArray(16,
							insert.getConnection()
								.createArrayOf("text",
										record.headers()
											.stream()
											.map((header) -> DeadLetter.withoutNul(header.key()))
											.toArray()));
					insert.setArray(17, insert.getConnection()
						.createArrayOf("bytea", record.headers().stream().map(Header::value).toArray(byte[][]::new)));
					insert.setString(18, THE_CONSUMER);
				});
	}

	/** One page, the youngest failure first. */
	List<Letter> page(LetterFilter filter, @Nullable UUID before, int limit) {
		return this.named.query(
				LETTER + MATCHES
						+ """
								and (:before::uuid is null or (failed_at, id) < (select failed_at, id from dead_letter where id = :before))
								order by failed_at desc, id desc limit :limit""",
				parameters(filter).addValue("before", before).addValue("limit", limit), (row, number) -> letterOf(row));
	}

	int count(LetterFilter filter) {
		Integer count = this.named.queryForObject("select count(*) from dead_letter " + MATCHES, parameters(filter),
				Integer.class);
		return (count != null) ? count : 0;
	}

	/** How many letters there are in each status that any is in. */
	Map<LetterStatus, Integer> counts() {
		Map<LetterStatus, Integer> counts = new EnumMap<>(LetterStatus.class);
		this.jdbc.query("select status, count(*) as letters from dead_letter group by status", (row) -> {
			counts.put(LetterStatus.valueOf(row.getString("status")), row.getInt("letters"));
		});
		return counts;
	}

	/** The names of some of the event types that letters are of, in order. */
	List<String> types(int limit) {
		return this.jdbc.queryForList(
				"select distinct event_type from dead_letter where event_type is not null order by event_type limit ?",
				String.class, limit);
	}

	/** It grows with whatever becomes of any letter. */
	long lastHistoryNumber() {
		Long number = this.jdbc.queryForObject("select coalesce(max(number), 0) from dead_letter_history", Long.class);
		return (number != null) ? number : 0;
	}

	/**
	 * One page of the letters of a filter as they stood on their topic, so that one key's
	 * records go back in their order.
	 */
	List<Letter> inTheirOrder(LetterFilter filter, @Nullable UUID after, int limit) {
		return this.named.query(LETTER + MATCHES + """
				and (:after::uuid is null or (topic, partition, record_offset, id) >
					(select topic, partition, record_offset, id from dead_letter where id = :after))
				order by topic, partition, record_offset, id limit :limit""",
				parameters(filter).addValue("after", after).addValue("limit", limit), (row, number) -> letterOf(row));
	}

	/** At most two of those between two ids. */
	List<UUID> idsBetween(UUID least, UUID greatest) {
		return this.jdbc.queryForList("select id from dead_letter where id between ? and ? limit 2", UUID.class, least,
				greatest);
	}

	Optional<Stored> find(UUID id) {
		return this.jdbc.query("select * from dead_letter where id = ?", (row, number) -> storedOf(row), id)
			.stream()
			.findFirst();
	}

	/** Locks letters until the transaction ends, in their order. */
	List<Stored> lock(Collection<UUID> ids) {
		return this.jdbc.query(
				"select * from dead_letter where id = any (?) order by topic, partition, record_offset, id for update",
				(row, number) -> storedOf(row), (Object) ids.toArray(UUID[]::new));
	}

	/** Stores the status that letters have now, and who gave it to them. */
	void decide(List<Letter> letters, HistoryEntry.Action action, Instant at, String by, String reason) {
		this.jdbc.batchUpdate("update dead_letter set status = ?, rounds = ? where id = ?",
				letters.stream()
					.map((letter) -> new Object[] { letter.status().name(), letter.rounds(), letter.said().id() })
					.toList());
		this.jdbc.batchUpdate("""
				insert into dead_letter_history (letter_id, at, action, round, by, reason) values (?, ?, ?, ?, ?, ?)""",
				letters.stream()
					.map((letter) -> new Object[] { letter.said().id(), utc(at), action.name(), letter.rounds(),
							DeadLetter.withoutNul(by), DeadLetter.withoutNul(reason) })
					.toList());
	}

	/**
	 * Deletes some of the letters that were closed before a time.
	 * @return how many
	 */
	int deleteClosedBefore(Instant oldest, int limit) {
		return this.jdbc.update("""
				delete from dead_letter where id in (
					select id from dead_letter where status <> 'OPEN' and ? >
						(select max(at) from dead_letter_history where letter_id = id and action <> 'FAILED')
					limit ? for update skip locked)""", utc(oldest), limit);
	}

	List<HistoryEntry> historyOf(UUID id) {
		return this.jdbc.query(
				"select at, action, round, by, reason from dead_letter_history where letter_id = ? order by number",
				(row, number) -> new HistoryEntry(instant(row, "at"),
						HistoryEntry.Action.valueOf(row.getString("action")), row.getInt("round"), row.getString("by"),
						row.getString("reason")),
				id);
	}

	private static MapSqlParameterSource parameters(LetterFilter filter) {
		LetterStatus status = filter.status();
		return new MapSqlParameterSource("status", (status != null) ? status.name() : null)
			.addValue("type", DeadLetter.withoutNul(filter.type()))
			.addValue("key", DeadLetter.withoutNul(filter.key()));
	}

	private Stored storedOf(ResultSet row) throws SQLException {
		String[] names = (String[]) row.getArray("header_names").getArray();
		Object[] values = (Object[]) row.getArray("header_values").getArray();
		List<Header> headers = new ArrayList<>(names.length);
		for (int index = 0; index < names.length; index++) {
			headers.add(new RecordHeader(names[index], (byte[]) values[index]));
		}
		return new Stored(letterOf(row),
				new LetterRecord(row.getBytes("record_key"), row.getBytes("record_value"), headers));
	}

	private Letter letterOf(ResultSet row) throws SQLException {
		Array causes = row.getArray("causes");
		return new Letter(
				new DeadLetter(row.getObject("id", UUID.class), row.getInt("rounds"), this.group,
						row.getString("event_type"), row.getString("key"), row.getString("topic"),
						row.getInt("partition"), row.getLong("record_offset"), instant(row, "record_time"),
						instant(row, "failed_at"), row.getInt("attempts"), row.getString("exception"),
						row.getString("message"), Arrays.asList((String[]) causes.getArray())),
				LetterStatus.valueOf(row.getString("status")), row.getInt("rounds"));
	}

	private static Instant instant(ResultSet row, String column) throws SQLException {
		return row.getObject(column, OffsetDateTime.class).toInstant();
	}

	private static OffsetDateTime utc(Instant instant) {
		return instant.atOffset(ZoneOffset.UTC);
	}

}
