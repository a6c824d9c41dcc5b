package pizzashop.order;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

import javax.sql.DataSource;

import org.springframework.jdbc.core.simple.JdbcClient;

import static org.awaitility.Awaitility.await;

/** A table that nobody can write to until it is closed. */
public final class HeldTable implements AutoCloseable {

	private final DataSource database;

	private final Connection holder;

	private HeldTable(DataSource database, Connection holder) {
		this.database = database;
		this.holder = holder;
	}

	public static HeldTable hold(DataSource database, String table) throws SQLException {
		Connection holder = database.getConnection();
		holder.setAutoCommit(false);
		try (Statement lock = holder.createStatement()) {
			lock.execute("lock table " + table + " in exclusive mode");
		}
		return new HeldTable(database, holder);
	}

	/** Waits until somebody wants to write. */
	public void awaitWriter() {
		await().until(() -> JdbcClient.create(this.database)
			.sql("select count(*) from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()")
			.query(Long.class)
			.single() > 0);
	}

	@Override
	public void close() throws SQLException {
		this.holder.rollback();
		this.holder.close();
	}

}
