package pizzashop.messaging.failure;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import pizzashop.messaging.CloudEvent;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * What the headers of a record on the dead-letter topic say. Anybody who may write to
 * Kafka may write them. So they are taken for what they claim, within bounds, except for
 * one thing: a letter's identity holds for one key and value alone, so that nobody can
 * pass a failure of another record off as one of it.
 *
 * @param id the letter's identity: the same when its record is redriven and fails again
 * @param round how often the record had been redriven when it failed, at most
 * {@value #MOST_ROUNDS}
 * @param group the consumer group that failed
 * @param type the event type the record claims to be, null when it does not say
 * @param key the record's key as text, null when it has none
 * @param topic where the record stood when it failed
 * @param partition where the record stood when it failed
 * @param offset where the record stood when it failed
 * @param timestamp when the record was written there
 * @param failedAt when the group gave up
 * @param attempts how often the group had tried
 * @param exception the name of the class of the root cause
 * @param message what the root cause says
 * @param causes the chain of causes, the outermost first
 */
public record DeadLetter(UUID id, int round, String group, @Nullable String type, @Nullable String key, String topic,
		int partition, long offset, Instant timestamp, Instant failedAt, int attempts, String exception, String message,
		List<String> causes) {

	/** All headers of a dead letter's own begin so. */
	private static final String PREFIX = "dlq_";

	private static final int LONGEST_HEADER = 1000;

	static final int MOST_CAUSES = 10;

	/** Rounds are not counted any further. */
	public static final int MOST_ROUNDS = 1_000_000;

	private static final int MOST_ATTEMPTS = 1_000_000;

	/** Times whose year has four digits: every database and every reader takes them. */
	private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");

	private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999Z");

	/** Adds this to the headers of the record that could not be processed. */
	public void writeTo(Headers headers) {
		put(headers, "id", this.id.toString());
		put(headers, "round", Integer.toString(this.round));
		put(headers, "group", this.group);
		put(headers, "topic", this.topic);
		put(headers, "partition", Integer.toString(this.partition));
		put(headers, "offset", Long.toString(this.offset));
		put(headers, "timestamp", this.timestamp.toString());
		put(headers, "failed_at", this.failedAt.toString());
		put(headers, "attempts", Integer.toString(this.attempts));
		put(headers, "exception", this.exception);
		put(headers, "message", this.message);
		put(headers, "causes", String.join("\n", this.causes));
	}

	/**
	 * Reads a record of the dead-letter topic, whoever wrote it: what its headers do not
	 * say, or say in a way that makes no sense, is empty, zero, or that of the record
	 * itself. Texts have at most 1,000 characters, the key any number, and none of them
	 * is a NUL.
	 */
	public static DeadLetter of(ConsumerRecord<byte[], byte[]> record) {
		Headers headers = record.headers();
		Instant written = writtenAt(record);
		String topic = text(headers, "topic");
		return new DeadLetter(id(headers, record), (int) number(headers, "round", MOST_ROUNDS, 0),
				text(headers, "group"), bounded(CloudEvent.typeOf(headers)), withoutNul(textOf(record.key())),
				topic.isEmpty() ? record.topic() : topic,
				(int) number(headers, "partition", Integer.MAX_VALUE, record.partition()),
				number(headers, "offset", Long.MAX_VALUE, record.offset()), time(headers, "timestamp", written),
				time(headers, "failed_at", written), (int) number(headers, "attempts", MOST_ATTEMPTS, 0),
				text(headers, "exception"), text(headers, "message"),
				text(headers, "causes").lines().limit(MOST_CAUSES).toList());
	}

	/** A producer may give a record any time, and none at all. */
	private static Instant writtenAt(ConsumerRecord<?, ?> record) {
		Instant written = Instant.ofEpochMilli(record.timestamp());
		if (written.isBefore(EARLIEST)) {
			return EARLIEST;
		}
		return written.isAfter(LATEST) ? LATEST : written;
	}

	/**
	 * The same for the same failure of a record, so that a letter that is written twice
	 * is one letter. Its first half comes from the record's place, with its time because
	 * an offset comes again when a topic is made anew; the second half from its bytes.
	 */
	public static UUID idOf(String group, ConsumerRecord<?, ?> record) {
		byte[] place = String
			.join("|", group, record.topic(), Integer.toString(record.partition()), Long.toString(record.offset()),
					Long.toString(record.timestamp()))
			.getBytes(UTF_8);
		return new UUID(UUID.nameUUIDFromBytes(place).getMostSignificantBits(), contentOf(record));
	}

	/** Whether a letter's identity is one for the key and value of this record. */
	static boolean isAbout(UUID letter, ConsumerRecord<?, ?> record) {
		return letter.getLeastSignificantBits() == contentOf(record);
	}

	private static long contentOf(ConsumerRecord<?, ?> record) {
		byte[] key = (byte[]) record.key();
		byte[] value = (byte[]) record.value();
		ByteBuffer content = ByteBuffer.allocate(2 * Integer.BYTES + lengthOf(key) + lengthOf(value));
		for (byte[] part : new byte[][] { key, value }) {
			content.putInt((part != null) ? part.length : -1);
			content.put((part != null) ? part : new byte[0]);
		}
		return UUID.nameUUIDFromBytes(content.array()).getLeastSignificantBits();
	}

	private static int lengthOf(byte @Nullable [] bytes) {
		return (bytes != null) ? bytes.length : 0;
	}

	/** Whether a header is one that a failure adds, and the next one replaces. */
	public static boolean isOwn(Header header) {
		return header.key().startsWith(PREFIX);
	}

	/** Bytes as text, or in hexadecimal digits where they are none; null for null. */
	public static @Nullable String textOf(byte @Nullable [] bytes) {
		if (bytes == null) {
			return null;
		}
		try {
			return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
		}
		catch (CharacterCodingException ex) {
			return HexFormat.of().formatHex(bytes);
		}
	}

	private static UUID id(Headers headers, ConsumerRecord<?, ?> record) {
		try {
			UUID claimed = UUID.fromString(text(headers, "id"));
			return isAbout(claimed, record) ? claimed : idOf("", record);
		}
		catch (IllegalArgumentException ex) {
			return idOf("", record);
		}
	}

	private static long number(Headers headers, String name, long most, long otherwise) {
		try {
			long number = Long.parseLong(text(headers, name));
			return (number >= 0 && number <= most) ? number : otherwise;
		}
		catch (NumberFormatException ex) {
			return otherwise;
		}
	}

	private static Instant time(Headers headers, String name, Instant otherwise) {
		try {
			Instant time = Instant.parse(text(headers, name));
			return (time.isBefore(EARLIEST) || time.isAfter(LATEST)) ? otherwise : time;
		}
		catch (DateTimeException ex) {
			return otherwise;
		}
	}

	private static String text(Headers headers, String name) {
		Header header = headers.lastHeader(PREFIX + name);
		return (header == null || header.value() == null) ? ""
				: Objects.requireNonNull(bounded(new String(header.value(), UTF_8)));
	}

	private static @Nullable String bounded(@Nullable String text) {
		if (text == null || text.length() <= LONGEST_HEADER) {
			return withoutNul(text);
		}
		boolean halfACharacter = Character.isHighSurrogate(text.charAt(LONGEST_HEADER - 1));
		return withoutNul(text.substring(0, halfACharacter ? LONGEST_HEADER - 1 : LONGEST_HEADER));
	}

	/** PostgreSQL's text holds any character but this one. */
	public static @Nullable String withoutNul(@Nullable String text) {
		return (text != null) ? text.replace('\0', '\uFFFD') : null;
	}

	private static void put(Headers headers, String name, String value) {
		headers.add(PREFIX + name, Objects.requireNonNull(bounded(value)).getBytes(UTF_8));
	}

}
