package pizzashop.platform.check;

import java.time.Duration;
import java.util.List;

import pizzashop.platform.process.PlatformException;
import pizzashop.platform.process.Progress;

/** How long to wait, and what to tell meanwhile. */
final class Patience {

	private static final Duration UNTOLD = Duration.ofSeconds(2);

	private static final Duration BETWEEN_TELLINGS = Duration.ofSeconds(1);

	private final Duration atMost;

	private final Progress progress;

	private final long begin = System.nanoTime();

	private Duration told = UNTOLD.minus(BETWEEN_TELLINGS);

	Patience(Duration atMost, Progress progress) {
		this.atMost = atMost;
		this.progress = progress;
	}

	boolean isOver() {
		return elapsed().compareTo(this.atMost) >= 0;
	}

	/**
	 * Tells what is going on, about once a second; may be called as often as one likes.
	 * @param what is waited for, say {@code 3 orders}
	 */
	void tell(String what) {
		Duration elapsed = elapsed();
		if (elapsed.minus(this.told).compareTo(BETWEEN_TELLINGS) >= 0) {
			this.told = elapsed;
			this.progress.waiting(List.of(what), elapsed);
		}
	}

	/** Waits a while, but not longer than there is patience. */
	void pause(Duration howLong) {
		Duration left = this.atMost.minus(elapsed());
		Duration pause = (howLong.compareTo(left) < 0) ? howLong : left;
		try {
			Thread.sleep(pause.isPositive() ? pause : Duration.ZERO);
		}
		catch (InterruptedException ex) {
			throw PlatformException.interrupted("Waiting for the system");
		}
	}

	private Duration elapsed() {
		return Duration.ofNanos(System.nanoTime() - this.begin);
	}

}
