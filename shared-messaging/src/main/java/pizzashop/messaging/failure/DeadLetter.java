package pizzashop.messaging.failure;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import pizzashop.messaging.CloudEvent;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * What the headers of a record on the dead-letter topic say.
 *
 * @param id the letter's identity: the same when its record is redriven and fails again
 * @param round how often the record had been redriven when it failed
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

	/** Adds this to the headers of the record that could not be processed. */
	void writeTo(Headers headers) {
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
	 * itself.
	 */
	public static DeadLetter of(ConsumerRecord<byte[], byte[]> record) {
		Headers headers = record.headers();
		Instant written = Instant.ofEpochMilli(record.timestamp());
		String topic = text(headers, "topic");
		String causes = text(headers, "causes");
		return new DeadLetter(id(headers, record), (int) number(headers, "round", 0), text(headers, "group"),
				CloudEvent.typeOf(headers), textOf(record.key()), topic.isEmpty() ? record.topic() : topic,
				(int) number(headers, "partition", record.partition()), number(headers, "offset", record.offset()),
				time(headers, "timestamp", written), time(headers, "failed_at", written),
				(int) number(headers, "attempts", 0), text(headers, "exception"), text(headers, "message"),
				causes.isEmpty() ? List.of() : List.of(causes.split("\n")));
	}

	/**
	 * The same for the same failure of a record, so that a letter that is written twice
	 * is one letter. With its time, because an offset comes again when a topic is made
	 * anew.
	 */
	static UUID idOf(String group, ConsumerRecord<?, ?> record) {
		return UUID.nameUUIDFromBytes(
				String
					.join("|", group, record.topic(), Integer.toString(record.partition()),
							Long.toString(record.offset()), Long.toString(record.timestamp()))
					.getBytes(UTF_8));
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
			return UUID.fromString(text(headers, "id"));
		}
		catch (IllegalArgumentException ex) {
			return idOf("", record);
		}
	}

	private static long number(Headers headers, String name, long otherwise) {
		try {
			return Long.parseLong(text(headers, name));
		}
		catch (NumberFormatException ex) {
			return otherwise;
		}
	}

	private static Instant time(Headers headers, String name, Instant otherwise) {
		try {
			return Instant.parse(text(headers, name));
		}
		catch (DateTimeException ex) {
			return otherwise;
		}
	}

	private static String text(Headers headers, String name) {
		Header header = headers.lastHeader(PREFIX + name);
		return (header == null || header.value() == null) ? "" : new String(header.value(), UTF_8);
	}

	private static void put(Headers headers, String name, String value) {
		String bounded = (value.length() <= LONGEST_HEADER) ? value : value.substring(0, LONGEST_HEADER);
		headers.add(PREFIX + name, bounded.getBytes(UTF_8));
	}

}
