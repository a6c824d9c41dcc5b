package pizzashop.platform.operator;

import java.util.List;

/**
 * What came of redriving all letters of a filter, or would come of it.
 *
 * @param redriven those that went back to the group
 * @param refused those that did not
 * @param remaining how many more the filter has: one call takes a limited number
 */
public record Redrive(List<Letter> redriven, List<Refusal> refused, int remaining) {

	/**
	 * A letter that was not redriven.
	 *
	 * @param letter the letter
	 * @param why in the desk's words
	 */
	public record Refusal(Letter letter, String why) {
	}

}
