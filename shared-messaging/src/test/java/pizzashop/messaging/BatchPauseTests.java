package pizzashop.messaging;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;

class BatchPauseTests {

	@Test
	void theMoreCameTheLongerItIs() {
		assertThat(BatchPause.after(0, 100)).isEqualTo(Duration.ZERO);
		assertThat(BatchPause.after(1, 100)).isEqualTo(ofMillis(2));
		assertThat(BatchPause.after(5, 100)).isEqualTo(ofMillis(10));
	}

	@Test
	void itIsNeverLongForACustomer() {
		assertThat(BatchPause.after(99, 100)).isEqualTo(ofMillis(40));
	}

	@Test
	void whereMoreWaitsThanFitsThereIsNone() {
		assertThat(BatchPause.after(100, 100)).isEqualTo(Duration.ZERO);
	}

}
