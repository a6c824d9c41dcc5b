package pizzashop.platform.demo;

/**
 * How a step of the story went.
 *
 * @param title what should have been seen
 * @param missing what was not; empty when everything was
 */
public record Outcome(String title, String missing) {

	public boolean wasObserved() {
		return this.missing.isEmpty();
	}

}
