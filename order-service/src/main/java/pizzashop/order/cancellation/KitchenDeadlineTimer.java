package pizzashop.order.cancellation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.ScheduledTaskRegistrar;
import org.springframework.stereotype.Component;

/**
 * Rings when the next order has waited for the kitchen long enough. The orders stand in
 * the database, so it rings for those of an instance that died, too.
 */
@Component
class KitchenDeadlineTimer implements SchedulingConfigurer {

	/** Also when what is overdue is being looked after by another instance just now. */
	private static final Duration SHORTEST_ROUND = Duration.ofMillis(100);

	/** Also when something went wrong, or a clock was set. */
	private static final Duration LONGEST_ROUND = Duration.ofSeconds(30);

	private static final Logger log = LoggerFactory.getLogger(KitchenDeadlineTimer.class);

	private final KitchenDeadline deadline;

	private final Clock clock;

	private volatile Instant nextRing;

	KitchenDeadlineTimer(KitchenDeadline deadline, Clock clock) {
		this.deadline = deadline;
		this.clock = clock;
		this.nextRing = clock.instant();
	}

	@Override
	public void configureTasks(ScheduledTaskRegistrar registrar) {
		registrar.addTriggerTask(this::ring, (context) -> this.nextRing);
	}

	private void ring() {
		Instant now = this.clock.instant();
		Instant next = now.plus(LONGEST_ROUND);
		try {
			next = this.deadline.enforce();
		}
		catch (RuntimeException ex) {
			log.warn("Deadline of the kitchen not enforced, trying again cause=\"{}\"", ex.toString());
		}
		Instant earliest = now.plus(SHORTEST_ROUND);
		Instant latest = now.plus(LONGEST_ROUND);
		this.nextRing = next.isBefore(earliest) ? earliest : next.isAfter(latest) ? latest : next;
	}

}
