package pizzashop.notification.alert;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.core.NestedExceptionUtils;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Looks every second whether there is something to tell the owner. While that fails it
 * looks, and complains, less and less often, down to once a minute.
 */
@Component
class AlertTimer {

	private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);

	private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

	private static final int LONGEST_CAUSE = 300;

	private static final Logger log = LoggerFactory.getLogger(AlertTimer.class);

	private final OwnersAlert alert;

	private final Clock clock;

	private Duration pause = SHORTEST_PAUSE;

	private Instant pausedUntil = Instant.MIN;

	AlertTimer(OwnersAlert alert, Clock clock) {
		this.alert = alert;
		this.clock = clock;
	}

	@Scheduled(fixedDelay = 1, timeUnit = TimeUnit.SECONDS)
	void ring() {
		if (this.clock.instant().isBefore(this.pausedUntil)) {
			return;
		}
		try {
			this.alert.tell();
			this.pause = SHORTEST_PAUSE;
		}
		catch (RuntimeException ex) {
			log.warn("Owner not told of dead letters, trying again in {} s cause=\"{}\"", this.pause.toSeconds(),
					Letter.inOneLine(NestedExceptionUtils.getMostSpecificCause(ex).toString(), LONGEST_CAUSE));
			this.pausedUntil = this.clock.instant().plus(this.pause);
			Duration longer = this.pause.multipliedBy(2);
			this.pause = (longer.compareTo(LONGEST_PAUSE) < 0) ? longer : LONGEST_PAUSE;
		}
	}

}
