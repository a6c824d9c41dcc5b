package pizzashop.messaging;

import java.time.Instant;
import java.util.UUID;

import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class CloudEventTests {

	private final CloudEvent event = new CloudEvent(UUID.randomUUID(), "/some-service", "some.Event",
			Instant.parse("2026-11-23T12:00:00.123456Z"), "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");

	private final RecordHeaders headers = new RecordHeaders();

	@Test
	void whatIsWrittenIsRead() {
		this.event.writeTo(this.headers);

		assertThat(CloudEvent.readFrom(this.headers)).isEqualTo(this.event);
		assertThat(CloudEvent.typeOf(this.headers)).isEqualTo("some.Event");
	}

	@ParameterizedTest
	@ValueSource(strings = { "ce_id", "ce_source", "ce_type", "ce_time" })
	void aMissingHeaderIsNamed(String header) {
		this.event.writeTo(this.headers);
		this.headers.remove(header);

		assertThatExceptionOfType(InvalidEventException.class).isThrownBy(() -> CloudEvent.readFrom(this.headers))
			.withMessageContaining(header);
	}

	@Test
	void theTimeIsReadWhateverTheOtherHeadersSay() {
		this.headers.add("ce_time", "2026-05-01T18:00:00Z".getBytes(UTF_8)).add("ce_id", "42".getBytes(UTF_8));

		assertThat(CloudEvent.timeOf(this.headers)).isEqualTo("2026-05-01T18:00:00Z");
	}

	@ParameterizedTest
	@CsvSource({ "ce_id, 42", "ce_time, yesterday" })
	void aMalformedHeaderIsAnInvalidEvent(String header, String value) {
		this.event.writeTo(this.headers);
		this.headers.remove(header).add(header, value.getBytes(UTF_8));

		assertThatExceptionOfType(InvalidEventException.class).isThrownBy(() -> CloudEvent.readFrom(this.headers))
			.withMessageContaining(value);
	}

}
