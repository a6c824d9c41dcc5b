package pizzashop.messaging.inbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.FixedDelayTask;
import org.springframework.scheduling.config.ScheduledTaskRegistrar;

/**
 * Deletes what the inbox need not remember any more, in small batches so that it stands
 * in nobody's way. Any number of instances may do so at the same time.
 */
public class InboxCleaning implements SchedulingConfigurer {

	private static final Logger log = LoggerFactory.getLogger(InboxCleaning.class);

	private final InboxTable table;

	private final InboxProperties properties;

	private final Clock clock;

	public InboxCleaning(InboxTable table, InboxProperties properties, Clock clock) {
		this.table = table;
		this.properties = properties;
		this.clock = clock;
	}

	@Override
	public void configureTasks(ScheduledTaskRegistrar tasks) {
		Duration interval = this.properties.cleaningInterval();
		tasks.addFixedDelayTask(new FixedDelayTask(this::clean, interval, interval));
	}

	/** Deletes every row that is older than the retention. */
	void clean() {
		Instant oldest = this.clock.instant().minus(this.properties.retention());
		int deleted = 0;
		int batch;
		do {
			batch = this.table.deleteBefore(oldest, this.properties.cleaningBatch());
			deleted += batch;
		}
		while (batch == this.properties.cleaningBatch());
		if (deleted > 0) {
			log.info("Inbox cleaned rows={} olderThan={}", deleted, oldest);
		}
	}

}
