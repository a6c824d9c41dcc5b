package pizzashop.kitchen.sales;

import java.util.Map;

/**
 * What is remembered of an order: only its placement says which pizzas it is about.
 * Closed once it was cooked, rejected or cancelled; what comes again then counts no more.
 *
 * @param pizzas how many of which, none when it is closed
 * @param changedAt when it was opened or closed, in milliseconds of the events' time
 */
record Tab(Map<String, Integer> pizzas, boolean closed, long changedAt) {

	static Tab open(Map<String, Integer> pizzas, long at) {
		return new Tab(pizzas, false, at);
	}

	/** With nothing on it any more: what was on it is not needed again. */
	static Tab closed(long at) {
		return new Tab(Map.of(), true, at);
	}

}
