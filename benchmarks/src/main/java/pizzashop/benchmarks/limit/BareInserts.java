package pizzashop.benchmarks.limit;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import pizzashop.platform.process.PlatformException;

/** Inserts rows by JDBC in a loop, on several connections, and nothing else. */
public final class BareInserts {

	/** Opens a connection. */
	@FunctionalInterface
	public interface Connector {

		Connection connect() throws SQLException;

	}

	/** One transaction's statements on a connection, prepared once. */
	@FunctionalInterface
	public interface Statements {

		/** Prepares them. */
		Transaction prepare(Connection connection) throws SQLException;

	}

	/** Executes the statements once. The loop commits. */
	@FunctionalInterface
	public interface Transaction {

		/**
		 * Executes them.
		 * @return how many orders that were
		 */
		int execute() throws SQLException;

	}

	private BareInserts() {
	}

	/**
	 * Inserts for so long.
	 * @return orders a second
	 */
	public static double perSecond(Connector connector, Statements statements, int connections, Duration duration) {
		try (ExecutorService executor = Executors.newFixedThreadPool(connections)) {
			long began = System.nanoTime();
			long end = began + duration.toNanos();
			List<Callable<Long>> loops = new ArrayList<>();
			for (int number = 0; number < connections; number++) {
				loops.add(() -> loop(connector, statements, end));
			}
			long orders = 0;
			for (Future<Long> loop : executor.invokeAll(loops)) {
				orders += loop.get();
			}
			return orders * 1_000_000_000.0 / (System.nanoTime() - began);
		}
		catch (InterruptedException ex) {
			throw PlatformException.interrupted("Inserting");
		}
		catch (ExecutionException ex) {
			throw new PlatformException("The bare inserts failed: " + ex.getCause() + ".", ex);
		}
	}

	private static long loop(Connector connector, Statements statements, long end) throws SQLException {
		try (Connection connection = connector.connect()) {
			connection.setAutoCommit(false);
			Transaction transaction = statements.prepare(connection);
			long orders = 0;
			while (System.nanoTime() - end < 0) {
				orders += transaction.execute();
				connection.commit();
			}
			return orders;
		}
	}

}
