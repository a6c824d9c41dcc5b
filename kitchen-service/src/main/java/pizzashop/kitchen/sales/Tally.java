package pizzashop.kitchen.sales;

/** How many pizzas were ordered, cooked and rejected. */
public record Tally(long ordered, long cooked, long rejected) {

	static final Tally NOTHING = new Tally(0, 0, 0);

	Tally plus(Sale sale) {
		return switch (sale.kind()) {
			case ORDERED -> plus(new Tally(sale.quantity(), 0, 0));
			case COOKED -> plus(new Tally(0, sale.quantity(), 0));
			case REJECTED -> plus(new Tally(0, 0, sale.quantity()));
		};
	}

	Tally plus(Tally other) {
		return new Tally(this.ordered + other.ordered, this.cooked + other.cooked, this.rejected + other.rejected);
	}

}
