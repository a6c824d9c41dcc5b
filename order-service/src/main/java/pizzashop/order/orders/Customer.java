package pizzashop.order.orders;

import jakarta.persistence.Embeddable;

/**
 * Who ordered.
 *
 * @param name in one line
 * @param email where the mails go
 */
@Embeddable
public record Customer(String name, String email) {

	public Customer {
		requireOneLine(name);
		requireOneLine(email);
	}

	private static void requireOneLine(String text) {
		if (text.isBlank() || text.chars().anyMatch(Character::isISOControl)) {
			throw new IllegalArgumentException("A customer's name and e-mail address are one line of text each");
		}
	}

}
