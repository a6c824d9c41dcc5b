package pizzashop.notification.alert;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * The letters that the owner was told of or is to be told of. Every statement takes part
 * in the caller's transaction, and time is the database's: now() is when the transaction
 * began, so it also says which letters this transaction has taken.
 */
@Component
class AlertTable {

	private static final int MOST_FAILURES = 10;

	private static final int MOST_LETTERS = 10;

	private static final int MOST_FORGOTTEN = 1000;

	private static final Duration REMEMBERED = Duration.ofDays(30);

	private final JdbcTemplate jdbc;

	AlertTable(JdbcTemplate jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * Enters letters, unless they are there, in the order of their ids so that two
	 * instances cannot wait for each other.
	 */
	void enter(Collection<Letter> letters) {
		this.jdbc.update(
				"""
						insert into alert_letter (id, round, service, order_key, exception, message)
						select * from unnest(?::uuid[], ?::integer[], ?::text[], ?::text[], ?::text[], ?::text[]) as letter (id, round)
						order by id, round
						on conflict do nothing""",
				column(letters, Letter::id, UUID[]::new), column(letters, Letter::round, Integer[]::new),
				column(letters, Letter::service, String[]::new), column(letters, Letter::order, String[]::new),
				column(letters, Letter::exception, String[]::new), column(letters, Letter::message, String[]::new));
	}

	/**
	 * Whether nobody else is telling the owner; nobody else is until the transaction
	 * ends.
	 */
	boolean takeTurn() {
		return !this.jdbc.queryForList("select id from alert_turn for update skip locked").isEmpty();
	}

	/** Whether the burst of letters that wait is over, or one has waited long enough. */
	boolean isBurstOver(Duration quiet, Duration longest) {
		return Boolean.TRUE.equals(this.jdbc.queryForObject("""
				select max(entered_at) <= now() - make_interval(secs => ?)
				    or min(entered_at) <= now() - make_interval(secs => ?)
				from alert_letter where mailed_at is null""", Boolean.class, seconds(quiet), seconds(longest)));
	}

	/** Takes all letters that wait: they are mailed when the transaction is committed. */
	Alert take() {
		int letters = this.jdbc.update("update alert_letter set mailed_at = now() where mailed_at is null");
		List<Alert.Failure> failures = this.jdbc.query("""
				select service, exception, count(*) as letters from alert_letter where mailed_at = now()
				group by service, exception order by letters desc, service, exception limit ?""",
				(row, number) -> new Alert.Failure(row.getString("service"), row.getString("exception"),
						row.getInt("letters")),
				MOST_FAILURES);
		List<Letter> first = this.jdbc.query("""
				select id, round, service, order_key, exception, message from alert_letter where mailed_at = now()
				order by entered_at, id, round limit ?""", (row, number) -> letterOf(row), MOST_LETTERS);
		return new Alert(letters, failures, first);
	}

	/**
	 * Forgets some of the letters that were mailed so long ago that nobody delivers them
	 * again.
	 */
	void forgetOld() {
		this.jdbc.update("""
				delete from alert_letter where (id, round) in (
				    select id, round from alert_letter where mailed_at < now() - make_interval(secs => ?) limit ?)""",
				seconds(REMEMBERED), MOST_FORGOTTEN);
	}

	private static Letter letterOf(ResultSet row) throws SQLException {
		return new Letter(row.getObject("id", UUID.class), row.getInt("round"), row.getString("service"),
				row.getString("order_key"), row.getString("exception"), row.getString("message"));
	}

	private static <T> Object column(Collection<Letter> letters, Function<Letter, T> value, IntFunction<T[]> array) {
		return letters.stream().map(value).toArray(array);
	}

	private static double seconds(Duration duration) {
		return duration.toMillis() / 1000.0;
	}

}
