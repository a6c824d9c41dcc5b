package pizzashop.order.web;

import java.util.List;

import jakarta.validation.GroupSequence;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.validation.groups.Default;
import org.hibernate.validator.constraints.Range;
import pizzashop.order.orders.Customer;
import pizzashop.order.orders.NewOrder;

/** The body of {@code POST /orders}. */
record PlaceOrderRequest(@NotNull @Valid Orderer customer, @NotNull @Size(min = 1, max = 50,
		message = "must be {min} to {max} lines", groups = Outline.class) List<@NotNull @Valid Line> lines) {

	/** The outline first: no list is looked into that is far too long. */
	@GroupSequence({ Outline.class, Default.class })
	interface Checks {

	}

	interface Outline {

	}

	/**
	 * What is allowed in an address is what every mail server takes: no quoted part, no
	 * literal address.
	 */
	record Orderer(
			@NotBlank @Size(max = 100) @Pattern(regexp = "[^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]*",
					message = "must be one line of text, without control characters") String name,
			@NotBlank @Size(max = 254) @Email(
					regexp = "([A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9.-]+)?") String email) {
	}

	record Line(@OnTheMenu String pizza, @NotNull @Range(min = 1, max = 100) Integer quantity) {
	}

	NewOrder toNewOrder() {
		return new NewOrder(new Customer(this.customer.name(), this.customer.email()),
				this.lines.stream().map((line) -> new NewOrder.Item(line.pizza(), line.quantity())).toList());
	}

}
