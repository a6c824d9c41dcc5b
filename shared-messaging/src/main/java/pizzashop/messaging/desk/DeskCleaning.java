package pizzashop.messaging.desk;

import java.time.Clock;
import java.time.Instant;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pizzashop.messaging.failure.DeadLetterProperties;

import org.springframework.scheduling.annotation.Scheduled;

/**
 * Deletes letters that were closed long ago, with their history. An open one is kept for
 * as long as it is open.
 */
class DeskCleaning {

	/** Records may be as large as any. */
	private static final int BATCH = 100;

	private static final Logger log = LoggerFactory.getLogger(DeskCleaning.class);

	private final LetterTable table;

	private final DeadLetterProperties properties;

	private final Clock clock;

	DeskCleaning(LetterTable table, DeadLetterProperties properties, Clock clock) {
		this.table = table;
		this.properties = properties;
		this.clock = clock;
	}

	@Scheduled(initialDelayString = "${messaging.dead-letters.cleaning-interval:1h}",
			fixedDelayString = "${messaging.dead-letters.cleaning-interval:1h}")
	void clean() {
		Instant oldest = this.clock.instant().minus(this.properties.retention());
		int deleted = 0;
		int batch;
		do {
			batch = this.table.deleteClosedBefore(oldest, BATCH);
			deleted += batch;
		}
		while (batch == BATCH);
		if (deleted > 0) {
			log.info("Desk cleaned letters={} closedBefore={}", deleted, oldest);
		}
	}

}
