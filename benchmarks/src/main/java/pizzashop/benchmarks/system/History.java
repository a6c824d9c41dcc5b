package pizzashop.benchmarks.system;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

import pizzashop.platform.Service;
import pizzashop.platform.process.PlatformException;

/**
 * Orders of the past: the rows that the services would have of orders which were READY
 * long ago. Their mails are short.
 */
public final class History {

	private static final int CHUNK = 50_000;

	private static final List<String> ORDERS = List.of("""
			with placed as (
			    insert into orders (id, customer_name, customer_email, total_amount, total_currency, status, placed_at)
			    select uuidv7(interval '-30 days'), 'Customer ' || number, 'customer-' || number || '@example.org',
			           26.50, 'EUR', 'READY', now() - interval '30 days'
			    from generate_series(1, ?) as number returning id),
			lines as (
			    insert into order_line (order_id, position, pizza, quantity, unit_price_amount, unit_price_currency)
			    select id, position, 'Margherita', 1, 8.50, 'EUR' from placed, generate_series(0, 1) as position)
			insert into order_timeline (order_id, position, at, event, status)
			select id, position, now() - interval '30 days', event, status
			from placed, (values (0, 'OrderPlaced', 'CONFIRMED'), (1, 'CookingStarted', 'COOKING'),
			                     (2, 'OrderReady', 'READY')) as entry (position, event, status)
			""", """
			insert into inbox (event_id, received_at)
			select uuidv7(interval '-5 days'), now() - interval '5 days' from generate_series(1, 2 * ?)
			""");

	private static final List<String> KITCHEN = List.of("""
			insert into ticket (order_id, status, pizzas, opened_at, expected_start, started_at, expected_ready_at,
			                    ready_at)
			select uuidv7(interval '-30 days'), 'READY', '2 × Margherita, 1 × Funghi', at, at, at, at, at
			from generate_series(1, ?), (select now() - interval '30 days' as at) as past
			""", """
			insert into inbox (event_id, received_at)
			select uuidv7(interval '-5 days'), now() - interval '5 days' from generate_series(1, ?)
			""");

	private static final List<String> NOTIFICATIONS = List.of("""
			with known as (
			    insert into recipient (order_id, name, email)
			    select uuidv7(interval '-30 days'), 'Customer ' || number, 'customer-' || number || '@example.org'
			    from generate_series(1, ?) as number returning order_id, email)
			insert into mail (event_id, order_id, kind, recipient, subject, text_body, html_body, message_id, sent_at)
			select event_id, order_id, kind, email, 'About your order', 'Hello', '<p>Hello</p>',
			       '<' || event_id || '@notification.pizzashop.example>', now() - interval '30 days'
			from (select order_id, email, kind, uuidv7(interval '-30 days') as event_id
			      from known, (values ('RECEIPT'), ('READY')) as mailed (kind)) as mails
			""", """
			insert into inbox (event_id, received_at)
			select uuidv7(interval '-5 days'), now() - interval '5 days' from generate_series(1, 2 * ?)
			""");

	private History() {
	}

	/** Writes so many orders into the tables of all services. */
	public static void write(LoadedShop shop, int orders) {
		write(shop, Service.ORDER, ORDERS, orders);
		write(shop, Service.KITCHEN, KITCHEN, orders);
		write(shop, Service.NOTIFICATION, NOTIFICATIONS, orders);
	}

	private static void write(LoadedShop shop, Service service, List<String> inserts, int orders) {
		try (Connection connection = shop.connect(service)) {
			for (String insert : inserts) {
				try (PreparedStatement statement = connection.prepareStatement(insert)) {
					for (int written = 0; written < orders; written += CHUNK) {
						statement.setInt(1, Math.min(CHUNK, orders - written));
						statement.executeUpdate();
					}
				}
			}
			try (Statement statement = connection.createStatement()) {
				statement.execute("vacuum analyze");
			}
		}
		catch (SQLException ex) {
			throw new PlatformException("No orders of the past in " + service.database() + ": " + ex.getMessage() + ".",
					ex);
		}
	}

}
