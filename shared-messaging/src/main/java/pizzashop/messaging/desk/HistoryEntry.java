package pizzashop.messaging.desk;

import java.time.Instant;

/**
 * Who did what to a letter, when and why.
 *
 * @param round how often the letter had been redriven by then
 */
record HistoryEntry(Instant at, Action action, int round, String by, String reason) {

	enum Action {

		FAILED, REDRIVEN, DISCARDED

	}

}
