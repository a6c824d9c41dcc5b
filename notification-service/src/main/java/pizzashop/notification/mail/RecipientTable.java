package pizzashop.notification.mail;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

import pizzashop.notification.receipt.Receipt.Customer;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Who ordered what, from the one event that says so. Takes part in the caller's
 * transaction.
 */
@Component
class RecipientTable {

	private final JdbcTemplate jdbc;

	RecipientTable(JdbcTemplate jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * Remembers who ordered, unless that is known, in the order of the ids so that two
	 * instances cannot wait for each other.
	 */
	void remember(Map<UUID, Customer> customers) {
		if (!customers.isEmpty()) {
			this.jdbc.update("""
					insert into recipient (order_id, name, email)
					select * from unnest(?::uuid[], ?::text[], ?::text[]) as customer (order_id, name, email)
					order by order_id
					on conflict do nothing""", customers.keySet().toArray(UUID[]::new),
					customers.values().stream().map(Customer::name).toArray(String[]::new),
					customers.values().stream().map(Customer::email).toArray(String[]::new));
		}
	}

	/** Those that are known, by order. */
	Map<UUID, Customer> find(Collection<UUID> orders) {
		Map<UUID, Customer> customers = new HashMap<>();
		if (!orders.isEmpty()) {
			this.jdbc.query("select order_id, name, email from recipient where order_id = any(?)", (row) -> {
				customers.put(row.getObject("order_id", UUID.class),
						new Customer(row.getString("name"), row.getString("email")));
			}, (Object) orders.toArray(UUID[]::new));
		}
		return customers;
	}

}
