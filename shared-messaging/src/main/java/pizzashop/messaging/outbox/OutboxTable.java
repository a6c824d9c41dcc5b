package pizzashop.messaging.outbox;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import org.springframework.jdbc.core.JdbcTemplate;

/** The SQL of the outbox. Every statement takes part in the caller's transaction. */
public class OutboxTable {

	/** A row and the place it has in the queue. */
	record Row(long id, OutboxEvent event) {
	}

	/**
	 * What waits to be sent.
	 *
	 * @param size at most {@value #LARGEST_BACKLOG}: more need not be counted to know
	 * that it is too much
	 * @param age how long the oldest event has waited; nothing when none waits
	 */
	public record Backlog(long size, Duration age) {
	}

	private static final int LARGEST_BACKLOG = 100_000;

	private final JdbcTemplate jdbc;

	public OutboxTable(JdbcTemplate jdbc) {
		this.jdbc = jdbc;
	}

	void insert(List<OutboxEvent> events) {
		this.jdbc.batchUpdate("""
				insert into outbox (partition, topic, key, event_id, event_type, event_time, traceparent, payload)
				values (?, ?, ?, ?, ?, ?, ?, ?)""", events, events.size(), (insert, event) -> {
			insert.setInt(1, event.partition());
			insert.setString(2, event.topic());
			insert.setString(3, event.key());
			insert.setObject(4, event.id());
			insert.setString(5, event.type());
			insert.setObject(6, event.time().atOffset(ZoneOffset.UTC));
			insert.setString(7, event.traceparent());
			insert.setBytes(8, event.payload());
		});
	}

	/**
	 * Locks those of the partitions that no other relay has locked, until the transaction
	 * ends.
	 */
	BitSet lock(BitSet partitions) {
		return set(this.jdbc.queryForList(
				"select id from outbox_partition where id = any (?) order by id for update skip locked", Integer.class,
				(Object) array(partitions)));
	}

	/** The next events of the partitions, in the order in which they have to be sent. */
	List<Row> next(BitSet partitions, int limit) {
		return this.jdbc.query("""
				select id, topic, key, event_id, event_type, event_time, traceparent, payload
				from outbox where partition = any (?) order by id limit ?""", (row, number) -> rowOf(row),
				array(partitions), limit);
	}

	void delete(List<Row> sent) {
		this.jdbc.update("delete from outbox where id = any (?)",
				(Object) sent.stream().map(Row::id).toArray(Long[]::new));
	}

	/** The partitions in which events wait. */
	BitSet waiting() {
		return set(this.jdbc.queryForList("""
				select id from outbox_partition
				where exists (select from outbox where outbox.partition = outbox_partition.id)""", Integer.class));
	}

	/** How much waits, and how long it has by now. */
	public Backlog backlog(Instant now) {
		return Objects.requireNonNull(this.jdbc.queryForObject("""
				select count(*), min(event_time) from (select event_time from outbox order by id limit ?) as waiting""",
				(row, number) -> {
					OffsetDateTime oldest = row.getObject(2, OffsetDateTime.class);
					boolean waits = oldest != null && oldest.toInstant().isBefore(now);
					return new Backlog(row.getLong(1),
							waits ? Duration.between(oldest.toInstant(), now) : Duration.ZERO);
				}, LARGEST_BACKLOG));
	}

	private static BitSet set(List<Integer> partitions) {
		BitSet set = new BitSet();
		partitions.forEach(set::set);
		return set;
	}

	private static Row rowOf(ResultSet row) throws SQLException {
		return new Row(row.getLong("id"),
				new OutboxEvent(row.getString("topic"), row.getString("key"), row.getObject("event_id", UUID.class),
						row.getString("event_type"), row.getObject("event_time", OffsetDateTime.class).toInstant(),
						row.getString("traceparent"), row.getBytes("payload")));
	}

	private static Integer[] array(BitSet partitions) {
		return partitions.stream().boxed().toArray(Integer[]::new);
	}

}
