package pizzashop.notification.mail;

import java.util.Optional;
import java.util.UUID;

import pizzashop.notification.receipt.Receipt.Customer;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Who ordered what, from the one event that says so. Takes part in the caller's
 * transaction.
 */
@Component
class RecipientTable {

	private final JdbcClient jdbc;

	RecipientTable(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	void remember(UUID orderId, Customer customer) {
		this.jdbc.sql(
				"insert into recipient (order_id, name, email) values (:orderId, :name, :email) on conflict do nothing")
			.param("orderId", orderId)
			.param("name", customer.name())
			.param("email", customer.email())
			.update();
	}

	Optional<Customer> find(UUID orderId) {
		return this.jdbc.sql("select name, email from recipient where order_id = :orderId")
			.param("orderId", orderId)
			.query(Customer.class)
			.optional();
	}

}
