package pizzashop.kitchen.sales;

/** How many pizzas were ordered, cooked and rejected. */
public record Tally(long ordered, long cooked, long rejected) {

	static final Tally NOTHING = new Tally(0, 0, 0);

	static Tally ofOrdered(long quantity) {
		return new Tally(quantity, 0, 0);
	}

	/**
	 * Cooked is what went into the oven: from then on it can't be cancelled, and it comes
	 * out.
	 */
	static Tally ofCooked(long quantity) {
		return new Tally(0, quantity, 0);
	}

	static Tally ofRejected(long quantity) {
		return new Tally(0, 0, quantity);
	}

	Tally plus(Tally other) {
		return new Tally(this.ordered + other.ordered, this.cooked + other.cooked, this.rejected + other.rejected);
	}

}
