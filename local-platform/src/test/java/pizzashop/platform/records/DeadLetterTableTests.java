package pizzashop.platform.records;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class DeadLetterTableTests {

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

	@Test
	void columnsAreAsWideAsTheirWidestCell() {
		assertThat(DeadLetterTable.lines(List.of(new DeadLetter("now", "kitchen-service", "1", "t-0@1", "why"))))
			.containsExactly("FAILED AT  GROUP            ORDER  RECORD  CAUSE",
					"now        kitchen-service  1      t-0@1   why");
	}

	@Test
	void aCauseOfManyLinesStaysOneShortLine() {
		String cause = "first\n\tsecond \033[31m" + "x".repeat(200);

		String line = DeadLetterTable.lines(List.of(new DeadLetter("now", "g", "1", "r", cause))).getLast();

		assertThat(line).contains("first second [31mxxx").endsWith("…").doesNotContain("\033").hasSizeLessThan(150);
	}

	@Test
	void noCellSteersTheTerminalOrIsEndless() {
		String nasty = "\033[2J\u009b2J\u202e\r" + "x".repeat(500);

		String line = DeadLetterTable.lines(List.of(new DeadLetter(nasty, nasty, nasty, nasty, nasty))).getLast();

		assertThat(line.codePoints().anyMatch((point) -> Character.isISOControl(point) || point == 0x202e)).isFalse();
		assertThat(line).hasSizeLessThan(300);
	}

	private static ConsumerRecord<byte[], byte[]> record(String key) {
		return new ConsumerRecord<>("orders-dlq", 3, 0, key.getBytes(StandardCharsets.UTF_8), new byte[0]);
	}

}
