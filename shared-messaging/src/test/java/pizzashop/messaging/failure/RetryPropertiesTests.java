package pizzashop.messaging.failure;

import java.time.Duration;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class RetryPropertiesTests {

	private final RetryProperties properties = new RetryProperties(Duration.ofMillis(200), 2, Duration.ofSeconds(5),
			0.2, 5);

	@ParameterizedTest
	@CsvSource({ "1, 0.5, 200", "2, 0.5, 400", "3, 0.5, 800", "6, 0.5, 5000", "5000, 0.5, 5000", "1, 0, 160",
			"1, 1, 240" })
	void pausesGrowUpToALimitAndVaryAtRandom(int failedAttempts, double random, long milliseconds) {
		assertThat(this.properties.pauseAfter(failedAttempts, random)).hasMillis(milliseconds);
	}

}
