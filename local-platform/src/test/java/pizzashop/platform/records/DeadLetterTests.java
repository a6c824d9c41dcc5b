package pizzashop.platform.records;

import java.nio.charset.StandardCharsets;
import java.util.Map;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class DeadLetterTests {

	@Test
	void aDeadLetterTellsWhoFailedWhereAndWhy() {
		ConsumerRecord<byte[], byte[]> record = record("order-1");
		Map.of("dlq_group", "kitchen-service", "dlq_topic", "pizza-orders", "dlq_partition", "3", "dlq_offset", "17",
				"dlq_failed_at", "2026-01-02T03:04:05Z", "dlq_exception",
				"org.apache.kafka.common.errors.SerializationException", "dlq_message", "Unknown magic byte!")
			.forEach((name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));

		assertThat(DeadLetter.of(record)).isEqualTo(new DeadLetter("2026-01-02T03:04:05Z", "kitchen-service", "order-1",
				"pizza-orders-3@17", "SerializationException: Unknown magic byte!"));
	}

	@Test
	void whatTheHeadersLeaveOutIsAQuestionMark() {
		assertThat(DeadLetter.of(record("order-1"))).isEqualTo(new DeadLetter("?", "?", "order-1", "?-?@?", "?: ?"));
	}

	private static ConsumerRecord<byte[], byte[]> record(String key) {
		return new ConsumerRecord<>("orders-dlq", 3, 0, key.getBytes(StandardCharsets.UTF_8), new byte[0]);
	}

}
