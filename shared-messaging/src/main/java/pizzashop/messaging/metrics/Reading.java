package pizzashop.messaging.metrics;

import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.FixedRateTask;
import org.springframework.scheduling.config.ScheduledTaskRegistrar;

/**
 * Something that is read again and again in the background. Whoever asks is told what was
 * read last: neither does a scrape wait for a database or a broker that is away, nor do
 * many scrapes ask it often.
 */
class Reading<T> implements SchedulingConfigurer {

	private static final Logger log = LoggerFactory.getLogger(Reading.class);

	private final Supplier<T> source;

	private final Duration interval;

	private final ReentrantLock readingNow = new ReentrantLock();

	private volatile @Nullable T last;

	Reading(Supplier<T> source, Duration interval) {
		this.source = source;
		this.interval = interval;
	}

	/** A figure of what was read last; no number when it could not be read. */
	double tell(ToDoubleFunction<T> figure) {
		T read = this.last;
		return (read != null) ? figure.applyAsDouble(read) : Double.NaN;
	}

	/** At a rate, because tasks with a delay would wait for one that hangs. */
	@Override
	public void configureTasks(ScheduledTaskRegistrar tasks) {
		tasks.addFixedRateTask(new FixedRateTask(this::read, this.interval, Duration.ZERO));
	}

	private void read() {
		if (!this.readingNow.tryLock()) {
			return;
		}
		try {
			this.last = this.source.get();
		}
		catch (RuntimeException ex) {
			this.last = null;
			log.debug("Figures not read, trying again", ex);
		}
		finally {
			this.readingNow.unlock();
		}
	}

}
