package pizzashop.notification;

import java.util.List;
import java.util.UUID;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import pizzashop.contracts.Topics;
import pizzashop.testplatform.TestPlatform;

import static java.nio.charset.StandardCharsets.UTF_8;

/** What stands on the dead-letter topic by now. */
final class DeadLetterTopic {

	private DeadLetterTopic() {
	}

	/** A dead letter: how often its record was tried, and why it failed. */
	record DeadLetter(int attempts, String message) {
	}

	static List<DeadLetter> of(UUID orderId) {
		return TestPlatform.recordsOf(Topics.ORDERS_DLQ)
			.stream()
			.filter((record) -> orderId.toString().equals(new String(record.key(), UTF_8)))
			.map((record) -> new DeadLetter(Integer.parseInt(headerOf(record, "dlq_attempts")),
					headerOf(record, "dlq_message")))
			.toList();
	}

	private static String headerOf(ConsumerRecord<byte[], byte[]> record, String name) {
		return new String(record.headers().lastHeader(name).value(), UTF_8);
	}

}
