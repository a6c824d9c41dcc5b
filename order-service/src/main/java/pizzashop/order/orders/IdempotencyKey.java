package pizzashop.order.orders;

import java.util.regex.Pattern;

/**
 * What a client calls a request, so that it can repeat it without ordering twice.
 *
 * @param value 1 to 255 visible ASCII characters
 */
public record IdempotencyKey(String value) {

	private static final Pattern VISIBLE_ASCII = Pattern.compile("[\\x21-\\x7e]{1,255}");

	public IdempotencyKey {
		if (!VISIBLE_ASCII.matcher(value).matches()) {
			throw new IllegalArgumentException("An idempotency key has 1 to 255 visible ASCII characters");
		}
	}

}
