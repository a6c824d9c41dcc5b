package pizzashop.platform.check;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import pizzashop.contracts.EventCatalogue;

/**
 * Makes of records the little that is kept of them. It does without the Schema Registry,
 * so it looks at the headers, and into the bytes no further than it must.
 */
final class Records {

	private static final String UNKNOWN = "?";

	/** Full names, and the simple names to tell. */
	private static final Map<String, String> TYPES = EventCatalogue.EVENTS.stream()
		.collect(Collectors.toMap(Class::getName, Class::getSimpleName));

	/** An order has several events: its id is kept once. */
	private final Map<String, String> keys = new HashMap<>();

	private final Patience patience;

	private int count;

	Records(Patience patience) {
		this.patience = patience;
	}

	/** The event in a record; empty when there is none that concerns an order. */
	Optional<History.Event> event(ConsumerRecord<byte[], byte[]> record) {
		this.count++;
		this.patience.tell(record.topic() + " (" + this.count + " records read)");
		String type = TYPES.get(header(record, "ce_type"));
		if (type == null || !isAboutItsKey(record)) {
			return Optional.empty();
		}
		String id = header(record, "ce_id");
		return Optional.of(new History.Event(this.keys.computeIfAbsent(key(record), Function.identity()), type,
				id.equals(UNKNOWN) ? record.partition() + "@" + record.offset() : id));
	}

	static History.DeadLetter deadLetter(ConsumerRecord<byte[], byte[]> record) {
		return new History.DeadLetter(key(record), header(record, "dlq_group"),
				header(record, "dlq_exception") + ": " + header(record, "dlq_message"));
	}

	/**
	 * Whether the bytes are in Confluent's wire format and name the order that the key
	 * names: what somebody planted mostly does not, whatever its headers say.
	 */
	private static boolean isAboutItsKey(ConsumerRecord<byte[], byte[]> record) {
		byte[] value = record.value();
		return value != null && value.length > 0 && value[0] == 0
				&& new String(value, StandardCharsets.ISO_8859_1).contains(key(record));
	}

	private static String key(ConsumerRecord<byte[], byte[]> record) {
		return (record.key() != null) ? new String(record.key(), StandardCharsets.UTF_8) : UNKNOWN;
	}

	private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
		Header header = record.headers().lastHeader(name);
		return (header != null && header.value() != null) ? new String(header.value(), StandardCharsets.UTF_8)
				: UNKNOWN;
	}

}
