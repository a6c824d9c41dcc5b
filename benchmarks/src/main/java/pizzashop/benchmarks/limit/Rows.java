package pizzashop.benchmarks.limit;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import pizzashop.benchmarks.limit.BareInserts.Transaction;
import pizzashop.contracts.Topics;

/** The rows that the services write for an order, of the same sizes. */
public final class Rows {

	/** As long as what order-service publishes of such an order. */
	static final byte[] PLACED = new byte[130];

	private static final byte[] COOKING = new byte[40];

	private static final NoArgGenerator IDS = Generators.timeBasedEpochGenerator();

	private Rows() {
	}

	/** What order-service writes when orders are placed, so many a transaction. */
	public static Transaction ofPlacing(Connection connection, int orders) throws SQLException {
		PreparedStatement order = connection.prepareStatement("""
				insert into orders (id, customer_name, customer_email, total_amount, total_currency, status, placed_at,
				                    traceparent)
				values (?, 'Customer 123456', 'customer-123456@example.org', ?, 'EUR', 'CONFIRMED', ?, ?)""");
		PreparedStatement line = connection.prepareStatement("""
				insert into order_line (order_id, position, pizza, quantity, unit_price_amount, unit_price_currency)
				values (?, ?, ?, ?, ?, 'EUR')""");
		PreparedStatement entry = connection.prepareStatement("""
				insert into order_timeline (order_id, position, at, event, status, detail)
				values (?, 0, ?, 'OrderPlaced', 'CONFIRMED', 'Total 26.50 EUR')""");
		PreparedStatement event = outbox(connection, "pizzashop.events.OrderPlaced");
		return () -> {
			for (int number = 0; number < orders; number++) {
				UUID id = IDS.generate();
				OffsetDateTime now = OffsetDateTime.now(ZoneOffset.UTC);
				order.setObject(1, id);
				order.setBigDecimal(2, new BigDecimal("26.50"));
				order.setObject(3, now);
				order.setString(4, traceparent(id));
				order.addBatch();
				addLine(line, id, 0, "Margherita", 2);
				addLine(line, id, 1, "Funghi", 1);
				entry.setObject(1, id);
				entry.setObject(2, now);
				entry.addBatch();
				addEvent(event, id, now, PLACED);
			}
			order.executeBatch();
			line.executeBatch();
			entry.executeBatch();
			event.executeBatch();
			return orders;
		};
	}

	private static void addLine(PreparedStatement line, UUID order, int position, String pizza, int quantity)
			throws SQLException {
		line.setObject(1, order);
		line.setInt(2, position);
		line.setString(3, pizza);
		line.setInt(4, quantity);
		line.setBigDecimal(5, new BigDecimal("8.50"));
		line.addBatch();
	}

	/** What the kitchen writes when it hears of orders, in batches. */
	public static Transaction ofKitchen(Connection connection, int orders) throws SQLException {
		PreparedStatement heard = connection.prepareStatement("insert into inbox (event_id) values (?)");
		PreparedStatement ticket = connection.prepareStatement("""
				insert into ticket (order_id, status, pizzas, opened_at, expected_start, started_at, expected_ready_at,
				                    traceparent)
				values (?, 'COOKING', '2 × Margherita, 1 × Funghi', ?, ?, ?, ?, ?)""");
		PreparedStatement event = outbox(connection, "pizzashop.events.CookingStarted");
		return () -> {
			for (int number = 0; number < orders; number++) {
				UUID id = IDS.generate();
				OffsetDateTime now = OffsetDateTime.now(ZoneOffset.UTC);
				heard.setObject(1, IDS.generate());
				heard.addBatch();
				ticket.setObject(1, id);
				for (int time = 2; time <= 5; time++) {
					ticket.setObject(time, now);
				}
				ticket.setString(6, traceparent(id));
				ticket.addBatch();
				addEvent(event, id, now, COOKING);
			}
			heard.executeBatch();
			ticket.executeBatch();
			event.executeBatch();
			return orders;
		};
	}

	/** What notification-service writes when it mails receipts, in batches. */
	public static Transaction ofReceipts(Connection connection, int orders, Receipt receipt) throws SQLException {
		PreparedStatement heard = connection.prepareStatement("insert into inbox (event_id) values (?)");
		PreparedStatement recipient = connection.prepareStatement(
				"insert into recipient (order_id, name, email) values (?, 'Customer 123456', 'customer-123456@example.org')");
		PreparedStatement mail = connection.prepareStatement("""
				insert into mail (event_id, order_id, kind, recipient, subject, text_body, html_body, message_id,
				                  sent_at)
				values (?, ?, 'RECEIPT', 'customer-123456@example.org', 'Your receipt for order 12345678', ?, ?, ?,
				        ?)""");
		return () -> {
			for (int number = 0; number < orders; number++) {
				UUID id = IDS.generate();
				UUID eventId = IDS.generate();
				heard.setObject(1, eventId);
				heard.addBatch();
				recipient.setObject(1, id);
				recipient.addBatch();
				mail.setObject(1, eventId);
				mail.setObject(2, id);
				mail.setString(3, receipt.text());
				mail.setString(4, receipt.html());
				mail.setString(5, "<" + eventId + "@notification.pizzashop.example>");
				mail.setObject(6, OffsetDateTime.now(ZoneOffset.UTC));
				mail.addBatch();
			}
			heard.executeBatch();
			recipient.executeBatch();
			mail.executeBatch();
			return orders;
		};
	}

	private static PreparedStatement outbox(Connection connection, String type) throws SQLException {
		return connection.prepareStatement(
				"insert into outbox (partition, topic, key, event_id, event_type, event_time, traceparent, payload) values (?, '"
						+ Topics.PIZZA_ORDERS + "', ?, ?, '" + type + "', ?, ?, ?)");
	}

	private static void addEvent(PreparedStatement event, UUID order, OffsetDateTime now, byte[] payload)
			throws SQLException {
		event.setInt(1, Math.floorMod(order.hashCode(), Topics.PARTITIONS));
		event.setString(2, order.toString());
		event.setObject(3, IDS.generate());
		event.setObject(4, now);
		event.setString(5, traceparent(order));
		event.setBytes(6, payload);
		event.addBatch();
	}

	/** As long as one. */
	private static String traceparent(UUID id) {
		return "00-" + id.toString().replace("-", "") + "-00f067aa0ba902b7-01";
	}

}
