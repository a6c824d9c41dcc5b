package pizzashop.messaging.metrics;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ReadingTests {

	private Instant now = Instant.parse("2026-11-25T12:00:00Z");

	private Supplier<Integer> source = () -> 1;

	private final Reading<Integer> reading = new Reading<>(() -> this.source.get(), Duration.ofSeconds(5),
			() -> this.now);

	@Test
	void whatWasReadLastIsTold() {
		assertThat(told()).isNaN();
		this.reading.read();

		this.source = () -> 2;
		this.reading.read();

		assertThat(told()).isEqualTo(2);
	}

	@Test
	void whatCannotBeReadIsNoNumber() {
		this.reading.read();
		this.source = () -> {
			throw new IllegalStateException("away");
		};

		this.reading.read();

		assertThat(told()).isNaN();
	}

	@Test
	void whatWasReadLongAgoIsNotToldAnyMore() {
		this.reading.read();

		this.now = this.now.plusSeconds(15);
		assertThat(told()).isEqualTo(1);
		this.now = this.now.plusSeconds(1);
		assertThat(told()).isNaN();

		this.reading.read();
		assertThat(told()).isEqualTo(1);
	}

	private double told() {
		return this.reading.tell(Integer::doubleValue);
	}

}
