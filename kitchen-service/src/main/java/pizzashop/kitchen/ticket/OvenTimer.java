package pizzashop.kitchen.ticket;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ScheduledFuture;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pizzashop.kitchen.oven.OvenSwitched;

import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.concurrent.SimpleAsyncTaskScheduler;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * Rings when the next order is prepared or done. What waits and what is in the oven
 * stands in the database, so it rings for the orders of an instance that died, too: at
 * most one round later.
 */
@Component
class OvenTimer implements SmartLifecycle, AutoCloseable {

	/** Also when what is due is being looked after by another instance just now. */
	private static final Duration SHORTEST_ROUND = Duration.ofMillis(20);

	private static final Duration LONGEST_ROUND = Duration.ofSeconds(1);

	private static final Logger log = LoggerFactory.getLogger(OvenTimer.class);

	private final SimpleAsyncTaskScheduler scheduler = new SimpleAsyncTaskScheduler();

	private final Kitchen kitchen;

	private final Clock clock;

	private @Nullable ScheduledFuture<?> nextRing;

	private Instant nextRingAt = Instant.MAX;

	private boolean running;

	OvenTimer(Kitchen kitchen, Clock clock) {
		this.kitchen = kitchen;
		this.clock = clock;
	}

	@TransactionalEventListener
	void on(TicketEvent.Opened opened) {
		if (opened.isWaiting()) {
			ringAt(opened.expectedStart());
		}
	}

	@TransactionalEventListener
	void on(OvenSwitched oven) {
		ringAt(this.clock.instant());
	}

	@TransactionalEventListener
	void on(TicketEvent.CookingStarted started) {
		ringAt(started.expectedReadyAt());
	}

	private synchronized void ringAt(Instant time) {
		if (!this.running || !time.isBefore(this.nextRingAt)) {
			return;
		}
		if (this.nextRing != null) {
			this.nextRing.cancel(false);
		}
		this.nextRingAt = time;
		this.nextRing = this.scheduler.schedule(this::ring, time);
	}

	private void ring() {
		synchronized (this) {
			this.nextRing = null;
			this.nextRingAt = Instant.MAX;
		}
		Instant earliest = this.clock.instant().plus(SHORTEST_ROUND);
		Instant latest = earliest.plus(LONGEST_ROUND);
		Instant next = latest;
		try {
			Instant nextPrepared = this.kitchen.putInWhatIsPrepared().orElse(latest);
			Instant nextDone = this.kitchen.takeOutWhatIsDone().orElse(latest);
			next = nextPrepared.isBefore(nextDone) ? nextPrepared : nextDone;
		}
		catch (RuntimeException ex) {
			log.warn("Oven not looked after, trying again cause=\"{}\"", ex.toString());
		}
		if (next.isBefore(earliest)) {
			ringAt(earliest);
		}
		else {
			ringAt(next.isBefore(latest) ? next : latest);
		}
	}

	@Override
	public synchronized void start() {
		this.running = true;
		ringAt(this.clock.instant());
	}

	@Override
	public synchronized void stop() {
		this.running = false;
		if (this.nextRing != null) {
			this.nextRing.cancel(false);
		}
	}

	@Override
	public void close() {
		this.scheduler.close();
	}

	@Override
	public synchronized boolean isRunning() {
		return this.running;
	}

}
