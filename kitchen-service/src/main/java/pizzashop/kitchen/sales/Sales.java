package pizzashop.kitchen.sales;

import java.time.Clock;
import java.util.Optional;

/** Tells what sells, in all of the kitchen's instances together. */
public class Sales {

	private final SalesStreams streams;

	private final Clock clock;

	Sales(SalesStreams streams, Clock clock) {
		this.streams = streams;
		this.clock = clock;
	}

	/**
	 * The last five minutes, one to two seconds behind; empty while the kitchen has just
	 * started and has not read the figures yet.
	 */
	public Optional<SalesReport> report() {
		return this.streams.figures().map((figures) -> SalesReport.of(figures, this.clock.instant()));
	}

}
