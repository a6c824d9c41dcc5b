package pizzashop.kitchen.sales;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Whether sales are counted: down while that waits for something, and says for what and
 * since when. The kitchen cooks all the same, so this is no part of readiness.
 */
class SalesHealthIndicator implements HealthIndicator {

	private final SalesStreams streams;

	SalesHealthIndicator(SalesStreams streams) {
		this.streams = streams;
	}

	@Override
	public Health health() {
		return this.streams.failure()
			.map((failure) -> Health.down()
				.withDetail("waiting", "since " + failure.since() + ", cause: " + failure.cause())
				.build())
			.orElseGet(this::healthWithoutFailure);
	}

	private Health healthWithoutFailure() {
		if (!this.streams.isRunning()) {
			return Health.unknown().withDetail("waiting", "starting").build();
		}
		return this.streams.isConnected() ? Health.up().build()
				: Health.down().withDetail("waiting", "no connection to a broker").build();
	}

}
