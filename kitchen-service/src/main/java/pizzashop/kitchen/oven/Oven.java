package pizzashop.kitchen.oven;

import java.time.Instant;

import org.springframework.stereotype.Component;

/** A simulated device with room for every order. */
@Component
public class Oven {

	private final OvenProperties properties;

	Oven(OvenProperties properties) {
		this.properties = properties;
	}

	/**
	 * Puts an order in.
	 * @return when to take it out
	 */
	public Instant load(Instant now) {
		return now.plus(this.properties.bakeTime());
	}

}
