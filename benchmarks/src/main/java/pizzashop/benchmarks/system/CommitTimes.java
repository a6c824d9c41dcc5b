package pizzashop.benchmarks.system;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import pizzashop.platform.Service;
import pizzashop.platform.process.PlatformException;

/**
 * When rows were committed, by PostgreSQL's own record of commits: nothing has to be
 * watched meanwhile. Only rows that are never changed tell. Times are microseconds since
 * 1970, and those at which a commit began: until it is on the disk and others see it, a
 * flush of the disk passes.
 *
 * @see <a href=
 * "https://www.postgresql.org/docs/current/functions-info.html#FUNCTIONS-INFO-COMMIT-TIMESTAMP">PostgreSQL:
 * committed transaction information</a>
 */
public final class CommitTimes {

	private static final String COMMITTED = "(extract(epoch from pg_xact_commit_timestamp(xmin)) * 1000000)::bigint";

	private final LoadedShop shop;

	public CommitTimes(LoadedShop shop) {
		this.shop = shop;
	}

	/** When the kitchen had done what each event told it to. */
	public Map<UUID, Long> byEventOfKitchen(long since) {
		return times(Service.KITCHEN,
				"select event_id, " + COMMITTED + " from inbox where received_at >= to_timestamp(? / 1000000.0)",
				since);
	}

	/** When each order's receipt was mailed and recorded. */
	public Map<UUID, Long> ofReceipts(long since) {
		return times(Service.NOTIFICATION, "select order_id, " + COMMITTED
				+ " from mail where kind = 'RECEIPT' and sent_at >= to_timestamp(? / 1000000.0)", since);
	}

	/** When each customer could see their order ready. */
	public Map<UUID, Long> ofReady(long since) {
		return times(Service.ORDER,
				"select order_id, " + COMMITTED
						+ " from order_timeline where event = 'OrderReady' and at >= to_timestamp(? / 1000000.0)",
				since);
	}

	/** How many orders' customers were mailed that it is ready. */
	public long readyMails(long since) {
		return number("select count(*) from mail where kind = 'READY' and sent_at >= to_timestamp(? / 1000000.0)",
				since);
	}

	/** When the last mail since then was recorded. */
	public long latestMail(long since) {
		return number(
				"select coalesce(max(" + COMMITTED + "), 0) from mail where sent_at >= to_timestamp(? / 1000000.0)",
				since);
	}

	private long number(String query, long since) {
		try (Connection connection = this.shop.connect(Service.NOTIFICATION);
				PreparedStatement select = connection.prepareStatement(query)) {
			select.setLong(1, since);
			try (ResultSet row = select.executeQuery()) {
				row.next();
				return row.getLong(1);
			}
		}
		catch (SQLException ex) {
			throw untold(ex);
		}
	}

	private Map<UUID, Long> times(Service service, String query, long since) {
		try (Connection connection = this.shop.connect(service);
				PreparedStatement select = connection.prepareStatement(query)) {
			select.setLong(1, since);
			Map<UUID, Long> times = new HashMap<>();
			try (ResultSet rows = select.executeQuery()) {
				while (rows.next()) {
					times.put(rows.getObject(1, UUID.class), rows.getLong(2));
				}
			}
			return times;
		}
		catch (SQLException ex) {
			throw untold(ex);
		}
	}

	/** So many rows were committed at this time. */
	public record Batch(long time, long rows) {
	}

	/**
	 * How a consumer got through its events, one entry a transaction, in order of time.
	 */
	public List<Batch> progress(Service service) {
		try (Connection connection = this.shop.connect(service);
				PreparedStatement select = connection.prepareStatement("select " + COMMITTED
						+ " as committed, count(*) from inbox group by committed" + " order by committed");
				ResultSet rows = select.executeQuery()) {
			List<Batch> batches = new ArrayList<>();
			while (rows.next()) {
				batches.add(new Batch(rows.getLong(1), rows.getLong(2)));
			}
			return batches;
		}
		catch (SQLException ex) {
			throw untold(ex);
		}
	}

	private static PlatformException untold(SQLException ex) {
		return new PlatformException("PostgreSQL does not tell when rows were committed: " + ex.getMessage() + ".", ex);
	}

}
