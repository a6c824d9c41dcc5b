package pizzashop.messaging.desk;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What is on the desk, to be seen at a glance. It looks different whenever a letter was
 * entered or decided about.
 *
 * @param group whose letters are kept
 * @param letters how many there are in each status
 * @param types the event types that there are letters of: not all when there are very
 * many
 * @param history the number of the last entry in the history of any letter
 */
record DeskOverview(String group, Map<LetterStatus, Integer> letters, List<String> types, long history) {

	DeskOverview {
		Map<LetterStatus, Integer> all = new EnumMap<>(LetterStatus.class);
		for (LetterStatus status : LetterStatus.values()) {
			all.put(status, letters.getOrDefault(status, 0));
		}
		letters = all;
		types = List.copyOf(types);
	}

}
