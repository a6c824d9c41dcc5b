package pizzashop.testplatform;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import javax.sql.DataSource;

/** What happens when something is away. */
public final class Outage {

	private Outage() {
	}

	/**
	 * Does something while nobody gets a connection to the database.
	 * @param pool of connections
	 * @param size of the pool
	 */
	public static <T> T ofDatabase(DataSource pool, int size, Supplier<T> meanwhile) {
		List<Connection> taken = new ArrayList<>();
		try {
			for (int i = 0; i < size; i++) {
				taken.add(pool.getConnection());
			}
			return meanwhile.get();
		}
		catch (SQLException ex) {
			throw new IllegalStateException("Not every connection was to be had", ex);
		}
		finally {
			taken.forEach(Outage::giveBack);
		}
	}

	private static void giveBack(Connection connection) {
		try {
			connection.close();
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
