package pizzashop.messaging.desk;

import java.util.List;

/**
 * What came of a redrive.
 *
 * @param redriven those that went back, or would go
 * @param refused those that did not, or would not: at most 1,000 are named
 * @param remaining how many more there are of the filter: one call redrives at most 1,000
 */
record Redriven(List<Letter> redriven, List<Refused> refused, int remaining) {

	record Refused(Letter letter, String why) {
	}

}
