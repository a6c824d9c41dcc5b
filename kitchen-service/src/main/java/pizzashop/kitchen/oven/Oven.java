package pizzashop.kitchen.oven;

import java.time.Duration;
import java.time.Instant;

/**
 * A simulated device with room for every order, as it is now. It can jam: then nothing
 * can be put in, while what is in there comes out as usual.
 *
 * @param since when it jammed or was repaired
 * @param bakeTime how long an order is in there
 */
public record Oven(boolean jammed, Instant since, Duration bakeTime) {

	/**
	 * Puts an order in.
	 * @return when to take it out
	 * @throws OvenJammedException when it is jammed
	 */
	public Instant load(Instant now) {
		if (this.jammed) {
			throw new OvenJammedException();
		}
		return now.plus(this.bakeTime);
	}

}
