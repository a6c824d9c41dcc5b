package pizzashop.kitchen.sales;

/**
 * That so many of a pizza were ordered, cooked or rejected: what the orders' side of the
 * topology tells the pizzas' side.
 */
record Sale(Kind kind, int quantity) {

	/**
	 * Cooked is what went into the oven: from then on it can't be cancelled, and it comes
	 * out.
	 */
	enum Kind {

		ORDERED, COOKED, REJECTED

	}

}
