package pizzashop.platform.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Holds a history against the rules. */
final class Checker {

	private final Map<String, OrderTrace> traces = new LinkedHashMap<>();

	private int sentAgain;

	private Checker() {
	}

	/**
	 * Checks a history.
	 * @param plantedKeys the keys of records that were put there to do harm
	 * @param answered201 the orders that somebody was promised, beside those of the
	 * history
	 */
	static CheckResult check(History history, Set<String> plantedKeys, Set<String> answered201) {
		Checker checker = new Checker();
		checker.gather(history);
		plantedKeys.forEach((key) -> checker.trace(key).wasPlanted());
		answered201.forEach((order) -> checker.trace(order).wasAnswered());
		return new CheckResult((int) checker.traces.values().stream().filter((order) -> !order.isStrange()).count(),
				checker.sentAgain, history.unrest(), checker.findings());
	}

	private void gather(History history) {
		history.orders().forEach((order) -> trace(order.id()).isTold(order.status()));
		history.events().forEach((event) -> trace(event.order()).add(event));
		history.tickets().forEach((ticket) -> trace(ticket.order()).add(ticket));
		for (History.Receipt receipt : history.receipts()) {
			if (trace(receipt.order()).add(receipt)) {
				this.sentAgain++;
			}
		}
		history.deadLetters().forEach((letter) -> trace(letter.key()).add(letter));
	}

	private OrderTrace trace(String id) {
		return this.traces.computeIfAbsent(id, OrderTrace::new);
	}

	private List<Finding> findings() {
		List<Finding> findings = new ArrayList<>();
		for (Rule rule : Rule.values()) {
			this.traces.values().stream().filter(rule::isBrokenBy).map(rule::finding).forEach(findings::add);
		}
		return findings;
	}

}
