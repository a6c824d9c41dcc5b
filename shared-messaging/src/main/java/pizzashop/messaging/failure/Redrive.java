package pizzashop.messaging.failure;

import java.util.Optional;
import java.util.UUID;

import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * What the headers of a redriven record say: it came back onto its topic for one group
 * alone, because of one dead letter.
 *
 * @param group the consumer group that is to process it; every other one skips it
 * @param letter the dead letter that was redriven
 * @param round how often the letter has been redriven by now, from 1 to
 * {@value DeadLetter#MOST_ROUNDS}
 */
public record Redrive(String group, UUID letter, int round) {

	/** All headers of a redriven record's own begin so. */
	private static final String PREFIX = "redrive_";

	private static final String GROUP = PREFIX + "group";

	private static final String LETTER = PREFIX + "letter";

	private static final String ROUND = PREFIX + "round";

	/** Adds this to the headers of a record. */
	public void writeTo(Headers headers) {
		put(headers, GROUP, this.group);
		put(headers, LETTER, this.letter.toString());
		put(headers, ROUND, Integer.toString(this.round));
	}

	/**
	 * Reads the headers of a record. Empty when it was not redriven, and when they are
	 * malformed: it is then a record like any other.
	 */
	public static Optional<Redrive> readFrom(Headers headers) {
		if (headers.lastHeader(LETTER) == null) {
			return Optional.empty(); // nearly every record: cheaper than an exception
		}
		try {
			Redrive redrive = new Redrive(text(headers, GROUP), UUID.fromString(text(headers, LETTER)),
					Integer.parseInt(text(headers, ROUND)));
			return Optional.of(redrive)
				.filter((claim) -> claim.round() >= 1 && claim.round() <= DeadLetter.MOST_ROUNDS);
		}
		catch (IllegalArgumentException ex) {
			return Optional.empty();
		}
	}

	/** Whether a header is one that a redrive adds, and the next one replaces. */
	public static boolean isOwn(Header header) {
		return header.key().startsWith(PREFIX);
	}

	private static String text(Headers headers, String name) {
		Header header = headers.lastHeader(name);
		return (header == null || header.value() == null) ? "" : new String(header.value(), UTF_8);
	}

	private static void put(Headers headers, String name, String value) {
		headers.add(name, value.getBytes(UTF_8));
	}

}
