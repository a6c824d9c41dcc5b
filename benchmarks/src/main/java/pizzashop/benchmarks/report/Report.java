package pizzashop.benchmarks.report;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Everything that one run measured.
 *
 * @param began when the run began
 * @param took how long it took
 * @param machine what it ran on
 */
public record Report(Instant began, Duration took, Machine machine, List<Section> sections) {

	public Report {
		sections = List.copyOf(sections);
	}

}
