package pizzashop.messaging;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.UUID;

import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * What an event's headers say, as CloudEvents 1.0 lays down for Kafka's binary content
 * mode, with the W3C trace context beside it.
 *
 * @param id the event's identity: it never changes, on a resend or a redrive
 * @param source the service that published it, such as {@code /order-service}
 * @param type the full name of its Avro record
 * @param time when it happened
 * @param traceparent the W3C trace context it happened in
 * @see <a href=
 * "https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/kafka-protocol-binding.md">CloudEvents:
 * Kafka protocol binding</a>
 * @see <a href="https://www.w3.org/TR/trace-context/">W3C Trace Context</a>
 */
public record CloudEvent(UUID id, String source, String type, Instant time, @Nullable String traceparent) {

	private static final String SPEC_VERSION = "ce_specversion";

	private static final String ID = "ce_id";

	private static final String SOURCE = "ce_source";

	private static final String TYPE = "ce_type";

	private static final String TIME = "ce_time";

	private static final String CONTENT_TYPE = "content-type";

	private static final String TRACEPARENT = "traceparent";

	/** Adds this event's headers to those of a record. */
	public void writeTo(Headers headers) {
		put(headers, SPEC_VERSION, "1.0");
		put(headers, ID, this.id.toString());
		put(headers, SOURCE, this.source);
		put(headers, TYPE, this.type);
		put(headers, TIME, this.time.toString());
		put(headers, CONTENT_TYPE, "application/avro");
		if (this.traceparent != null) {
			put(headers, TRACEPARENT, this.traceparent);
		}
	}

	/**
	 * Reads the headers of a record.
	 * @throws InvalidEventException when a required one is missing or malformed
	 */
	public static CloudEvent readFrom(Headers headers) {
		try {
			return new CloudEvent(UUID.fromString(required(headers, ID)), required(headers, SOURCE),
					required(headers, TYPE), timeOf(headers), traceparentOf(headers));
		}
		catch (IllegalArgumentException ex) {
			throw malformed(ex);
		}
	}

	/**
	 * When the event of a record happened, without a look at the other headers.
	 * @throws InvalidEventException when the record does not say so
	 */
	public static Instant timeOf(Headers headers) {
		try {
			return Instant.parse(required(headers, TIME));
		}
		catch (DateTimeException ex) {
			throw malformed(ex);
		}
	}

	/** The same event, in another trace context. */
	public CloudEvent within(String traceparent) {
		return new CloudEvent(this.id, this.source, this.type, this.time, traceparent);
	}

	/** The event type a record claims to be, or null when it does not say. */
	public static @Nullable String typeOf(Headers headers) {
		return text(headers, TYPE);
	}

	/** The trace context a record claims to come from, or null when it does not say. */
	public static @Nullable String traceparentOf(Headers headers) {
		return text(headers, TRACEPARENT);
	}

	private static InvalidEventException malformed(RuntimeException cause) {
		return new InvalidEventException("A CloudEvents header is malformed: " + cause.getMessage(), cause);
	}

	private static String required(Headers headers, String name) {
		String value = text(headers, name);
		if (value == null) {
			throw new InvalidEventException("The header " + name + " is missing: not a CloudEvent");
		}
		return value;
	}

	private static @Nullable String text(Headers headers, String name) {
		Header header = headers.lastHeader(name);
		return (header == null || header.value() == null) ? null : new String(header.value(), UTF_8);
	}

	private static void put(Headers headers, String name, String value) {
		headers.add(name, value.getBytes(UTF_8));
	}

}
