package pizzashop.platform.records;

import java.nio.charset.StandardCharsets;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * A record that a consumer group could not process.
 *
 * @param failedAt when the group gave up, in ISO 8601
 * @param group the consumer group
 * @param orderId the record's key
 * @param origin topic, partition and offset of the record, say {@code pizza-orders-3@17}
 * @param cause the exception and its message
 */
public record DeadLetter(String failedAt, String group, String orderId, String origin, String cause) {

	private static final String UNKNOWN = "?";

	/** What the headers of a dead letter say; what they leave out is a question mark. */
	public static DeadLetter of(ConsumerRecord<byte[], byte[]> record) {
		String exception = header(record, "dlq_exception");
		String simpleName = exception.substring(exception.lastIndexOf('.') + 1);
		String origin = header(record, "dlq_topic") + "-" + header(record, "dlq_partition") + "@"
				+ header(record, "dlq_offset");
		return new DeadLetter(header(record, "dlq_failed_at"), header(record, "dlq_group"),
				(record.key() != null) ? new String(record.key(), StandardCharsets.UTF_8) : UNKNOWN, origin,
				simpleName + ": " + header(record, "dlq_message"));
	}

	/** A header's text; a question mark when it is missing. */
	static String header(ConsumerRecord<byte[], byte[]> record, String name) {
		Header header = record.headers().lastHeader(name);
		return (header != null && header.value() != null) ? new String(header.value(), StandardCharsets.UTF_8)
				: UNKNOWN;
	}

}
