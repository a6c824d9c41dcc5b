package pizzashop.messaging.tracing;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

import static org.assertj.core.api.Assertions.assertThat;

class LogContextTests {

	@AfterEach
	void forget() {
		MDC.clear();
	}

	@Test
	void whatWasKnownBeforeIsKnownAgain() {
		MDC.put("orderId", "of the request");

		try (var inner = LogContext.with("orderId", "of the event")) {
			assertThat(MDC.get("orderId")).isEqualTo("of the event");
		}

		assertThat(MDC.get("orderId")).isEqualTo("of the request");
	}

	@Test
	void whatWasNotKnownIsForgotten() {
		try (var about = LogContext.with("orderId", "of the event")) {
			assertThat(MDC.get("orderId")).isEqualTo("of the event");
		}

		assertThat(MDC.get("orderId")).isNull();
	}

}
