package pizzashop.messaging.failure;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class DeadLetterTests {

	@ParameterizedTest
	@CsvSource({ "-1, 1969-12-31T23:59:59.999Z", "-9223372036854775808, 0001-01-01T00:00:00Z",
			"9223372036854775807, 9999-12-31T23:59:59.999999Z" })
	void theTimeOfARecordIsOneThatADatabaseHolds(long timestamp, Instant time) {
		DeadLetter letter = DeadLetter.of(record(timestamp, "key", "value"));

		assertThat(letter.timestamp()).isEqualTo(time);
		assertThat(letter.failedAt()).isEqualTo(time);
	}

	@Test
	void whatMakesNoSenseIsThatOfTheRecordItself() {
		DeadLetter letter = DeadLetter
			.of(record(0, "key", "value", "round", "-1", "attempts", "2147483648", "partition", "-1", "offset", "-1",
					"failed_at", "+10000-01-01T00:00:00Z", "timestamp", "0000-12-31T23:59:59Z"));

		assertThat(letter.round()).isZero();
		assertThat(letter.attempts()).isZero();
		assertThat(letter.partition()).isEqualTo(3);
		assertThat(letter.offset()).isEqualTo(17);
		assertThat(letter.failedAt()).isEqualTo(Instant.EPOCH);
		assertThat(letter.timestamp()).isEqualTo(Instant.EPOCH);
	}

	@Test
	void textsAreBoundedWithoutCuttingACharacter() {
		DeadLetter letter = DeadLetter
			.of(record(0, "nul\0", "value", "message", "x" + "\uD83C\uDF55".repeat(1000), "causes", "a\n".repeat(400)));

		assertThat(letter.message()).hasSize(999).endsWith("\uD83C\uDF55");
		assertThat(letter.causes()).hasSize(10);
		assertThat(letter.key()).isEqualTo("nul\uFFFD");
	}

	@Test
	void anIdentityHoldsForOneKeyAndValueAlone() {
		UUID id = DeadLetter.idOf("group", record(0, "key", "value"));

		assertThat(DeadLetter.of(record(9, "key", "value", "id", id.toString())).id()).isEqualTo(id);
		assertThat(DeadLetter.isAbout(id, record(9, "key", "other"))).isFalse();
		assertThat(DeadLetter.isAbout(id, record(9, "keyv", "alue"))).isFalse();
		assertThat(DeadLetter.isAbout(id, record(9, null, "value"))).isFalse();
		assertThat(DeadLetter.of(record(9, "key", "other", "id", id.toString())).id())
			.isEqualTo(DeadLetter.of(record(9, "key", "other")).id())
			.isNotEqualTo(id);
		assertThat(DeadLetter.idOf("", record(0, null, "value")))
			.isNotEqualTo(DeadLetter.idOf("", record(0, "", "value")));
	}

	@ParameterizedTest
	@ValueSource(ints = { -1, 0, DeadLetter.MOST_ROUNDS + 1, Integer.MAX_VALUE })
	void aRoundThatCannotBeIsNoRedrive(int round) {
		RecordHeaders headers = new RecordHeaders();
		new Redrive("group", UUID.randomUUID(), round).writeTo(headers);

		assertThat(Redrive.readFrom(headers)).isEqualTo(Optional.empty());
	}

	@Test
	void aLineOfTheLogStaysOne() {
		assertThat(PartitionRetry.inOneLine("a\r\nb\u0085c\u2028d\u009B2J\u202Ee\0")).isEqualTo("a b c d 2J e");
		assertThat(PartitionRetry.inOneLine("x".repeat(1000))).hasSize(501).endsWith("…");
	}

	private static ConsumerRecord<byte[], byte[]> record(long timestamp, @Nullable String key, String value,
			String... headers) {
		RecordHeaders all = new RecordHeaders();
		for (int index = 0; index < headers.length; index += 2) {
			all.add("dlq_" + headers[index], headers[index + 1].getBytes(UTF_8));
		}
		return new ConsumerRecord<>("dlq", 3, 17, timestamp, TimestampType.CREATE_TIME, 0, 0,
				(key != null) ? key.getBytes(UTF_8) : null, value.getBytes(UTF_8), all, Optional.empty());
	}

}
