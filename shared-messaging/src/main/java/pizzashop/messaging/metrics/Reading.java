package pizzashop.messaging.metrics;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
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
 * many scrapes ask it often. What has not been read for a few intervals, because that
 * fails or hangs, is not told any more.
 */
class Reading<T> implements SchedulingConfigurer {

	private static final Logger log = LoggerFactory.getLogger(Reading.class);

	private static final int KEPT_INTERVALS = 3;

	private record Value<T>(T read, Instant at) {
	}

	private final Supplier<T> source;

	private final Duration interval;

	private final InstantSource clock;

	private final ReentrantLock readingNow = new ReentrantLock();

	private volatile @Nullable Value<T> last;

	Reading(Supplier<T> source, Duration interval, InstantSource clock) {
		this.source = source;
		this.interval = interval;
		this.clock = clock;
	}

	/** A figure of what was read last; no number when it could not be read lately. */
	double tell(ToDoubleFunction<T> figure) {
		Value<T> value = this.last;
		return (value != null && !isOld(value)) ? figure.applyAsDouble(value.read()) : Double.NaN;
	}

	private boolean isOld(Value<T> value) {
		return value.at().plus(this.interval.multipliedBy(KEPT_INTERVALS)).isBefore(this.clock.instant());
	}

	/** At a rate, because tasks with a delay would wait for one that hangs. */
	@Override
	public void configureTasks(ScheduledTaskRegistrar tasks) {
		tasks.addFixedRateTask(new FixedRateTask(this::read, this.interval, Duration.ZERO));
	}

	void read() {
		if (!this.readingNow.tryLock()) {
			return;
		}
		try {
			this.last = new Value<>(this.source.get(), this.clock.instant());
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
