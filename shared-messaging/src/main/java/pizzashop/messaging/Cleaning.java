package pizzashop.messaging;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.FixedDelayTask;
import org.springframework.scheduling.config.ScheduledTaskRegistrar;

/**
 * Deletes, again and again, what need not be kept any more, in small batches so that it
 * stands in nobody's way. Any number of instances may do so at the same time.
 */
public class Cleaning implements SchedulingConfigurer {

	private static final Logger log = LoggerFactory.getLogger(Cleaning.class);

	/** Deletes some of what is older. */
	@FunctionalInterface
	public interface Deletion {

		/**
		 * Deletes in one statement.
		 * @return how many, at most the limit; fewer when nothing more is left
		 */
		int deleteBefore(Instant oldest, int limit);

	}

	private final String what;

	private final Duration retention;

	private final Duration interval;

	private final int batch;

	private final Deletion deletion;

	private final Clock clock;

	/**
	 * @param what is cleaned, for the log
	 * @param retention how long what is deleted was kept
	 * @param batch how many are deleted at a time
	 */
	public Cleaning(String what, Duration retention, Duration interval, int batch, Deletion deletion, Clock clock) {
		this.what = what;
		this.retention = retention;
		this.interval = interval;
		this.batch = batch;
		this.deletion = deletion;
		this.clock = clock;
	}

	@Override
	public void configureTasks(ScheduledTaskRegistrar tasks) {
		tasks.addFixedDelayTask(new FixedDelayTask(this::clean, this.interval, this.interval));
	}

	/** Deletes everything that is older than the retention. */
	public void clean() {
		Instant oldest = this.clock.instant().minus(this.retention);
		int deleted = 0;
		int some;
		do {
			some = this.deletion.deleteBefore(oldest, this.batch);
			deleted += some;
		}
		while (some == this.batch);
		if (deleted > 0) {
			log.info("Cleaned what={} deleted={} olderThan={}", this.what, deleted, oldest);
		}
	}

}
