package pizzashop.messaging.health;

import pizzashop.messaging.outbox.OutboxRelay;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Whether what is committed gets to Kafka: down while the relay waits, and says for what
 * and since when. Nothing is lost meanwhile, so this is no part of readiness.
 */
public class OutboxHealthIndicator implements HealthIndicator {

	private final OutboxRelay relay;

	public OutboxHealthIndicator(OutboxRelay relay) {
		this.relay = relay;
	}

	@Override
	public Health health() {
		if (!this.relay.isAlive()) {
			return Health.down().withDetail("waiting", "stopped").build();
		}
		OutboxRelay.Waiting waiting = this.relay.waiting();
		return (waiting == null) ? Health.up().build()
				: Health.down()
					.withDetail("waiting", "since " + waiting.since() + ", cause: " + waiting.cause())
					.build();
	}

}
