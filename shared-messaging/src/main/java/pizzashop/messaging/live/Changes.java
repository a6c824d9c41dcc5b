package pizzashop.messaging.live;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What has changed of a subject.
 *
 * @param ids of what has certainly changed
 * @param anything whether anything else may have changed, too
 */
public record Changes(Set<UUID> ids, boolean anything) {

	static final Changes UNKNOWN = new Changes(Set.of(), true);

	/** A notification's text has less than 8000 bytes: a subject and 37 for each id. */
	private static final int IDS_IN_A_PAYLOAD = 200;

	private static final String ANYTHING = "*";

	public Changes {
		ids = Set.copyOf(ids);
	}

	/** Those of the watched things that have changed, or may have. */
	public Set<UUID> among(Collection<UUID> watched) {
		return watched.stream()
			.filter((id) -> this.anything || this.ids.contains(id))
			.collect(Collectors.toUnmodifiableSet());
	}

	/** As texts of notifications: the subject, then ids, each after a blank. */
	List<String> toPayloads(String subject) {
		List<String> words = new ArrayList<>(this.ids.stream().map(UUID::toString).toList());
		if (this.anything) {
			words.add(ANYTHING);
		}
		List<String> payloads = new ArrayList<>();
		for (int from = 0; from < words.size(); from += IDS_IN_A_PAYLOAD) {
			List<String> some = words.subList(from, Math.min(from + IDS_IN_A_PAYLOAD, words.size()));
			payloads.add(subject + " " + String.join(" ", some));
		}
		return payloads;
	}

	static String subjectOf(String payload) {
		return payload.substring(0, payload.indexOf(' '));
	}

	static Changes fromPayload(String payload) {
		List<String> words = Stream.of(payload.split(" ", -1)).skip(1).toList();
		return new Changes(words.stream()
			.filter((word) -> !word.equals(ANYTHING))
			.map(UUID::fromString)
			.collect(Collectors.toUnmodifiableSet()), words.contains(ANYTHING));
	}

}
