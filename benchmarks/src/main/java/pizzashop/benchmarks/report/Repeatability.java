package pizzashop.benchmarks.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whether a second run gave what the first one gave, figure by figure.
 * <p>
 * A figure repeats when the larger of the two medians exceeds the smaller by no more than
 * the larger of the two spreads that the runs state, highest less lowest of the rounds as
 * a part of their median. Rounds that follow each other are more alike than runs, between
 * which a machine changes: a fifth is allowed always. How long one waits grows without
 * bound as processors fill up, so where a rate moves by a fifth it may double: for times,
 * twice as much is allowed.
 *
 * @param figures those that are in both
 * @param missing the names of those that are in one of the two only
 */
public record Repeatability(List<Pair> figures, List<String> missing) {

	private static final double LEAST_PERCENT_ALLOWED = 20;

	private static final double LEAST_PERCENT_ALLOWED_OF_TIMES = 100;

	private static final Set<String> UNITS_OF_TIME = Set.of("ms", "s");

	public Repeatability {
		figures = List.copyOf(figures);
		missing = List.copyOf(missing);
	}

	/**
	 * What the two runs gave for one figure.
	 *
	 * @param name that of the section and that of the figure
	 * @param first the median of the first run
	 * @param second the median of the second run
	 * @param percentApart of the smaller median
	 * @param percentAllowed of the smaller median
	 */
	public record Pair(String name, String unit, double first, double second, double percentApart,
			double percentAllowed) {

		private static Pair of(String name, ReportFile.Entry first, ReportFile.Entry second) {
			return new Pair(name, second.unit(), first.median(), second.median(),
					percent(second.median() - first.median(), Math.min(first.median(), second.median())), Math.max(
							leastPercentAllowed(second.unit()), Math.max(percentSpread(first), percentSpread(second))));
		}

		private static double leastPercentAllowed(String unit) {
			return UNITS_OF_TIME.contains(unit) ? LEAST_PERCENT_ALLOWED_OF_TIMES : LEAST_PERCENT_ALLOWED;
		}

		public boolean repeats() {
			return this.percentApart <= this.percentAllowed;
		}

		@Override
		public String toString() {
			var numbers = new Numbers();
			return "%s %s: %s, then %s %s; %s %% apart, %s %% allowed".formatted(repeats() ? "same " : "OTHER",
					this.name, numbers.of(this.first), numbers.of(this.second), this.unit,
					numbers.of(this.percentApart), numbers.of(this.percentAllowed));
		}

		private static double percentSpread(ReportFile.Entry entry) {
			return percent(entry.highest() - entry.lowest(), entry.median());
		}

		/** Nothing is no part of nothing, such as of no orders that were lost. */
		private static double percent(double part, double whole) {
			return (part == 0) ? 0 : 100 * Math.abs(part / whole);
		}

	}

	/** Compares the report.json of one run with that of another. */
	public static Repeatability of(Path first, Path second) {
		Map<String, ReportFile.Entry> before = figures(first);
		Map<String, ReportFile.Entry> after = figures(second);
		List<Pair> pairs = new ArrayList<>();
		List<String> missing = new ArrayList<>();
		before.forEach((name, entry) -> {
			ReportFile.Entry other = after.remove(name);
			if (other != null) {
				pairs.add(Pair.of(name, entry, other));
			}
			else {
				missing.add(name);
			}
		});
		missing.addAll(after.keySet());
		return new Repeatability(pairs, missing);
	}

	/** Whether all figures that are in both repeat. */
	public boolean holds() {
		return this.figures.stream().allMatch(Pair::repeats);
	}

	/** A line for each figure, and a last one for all of them. */
	public String text() {
		long same = this.figures.stream().filter(Pair::repeats).count();
		return Stream
			.of(this.figures.stream().map(Pair::toString),
					this.missing.stream().map((name) -> "      " + name + ": in one of the two only"),
					Stream.of("%d of %d figures repeat.".formatted(same, this.figures.size())))
			.flatMap((lines) -> lines)
			.collect(Collectors.joining(System.lineSeparator()));
	}

	private static Map<String, ReportFile.Entry> figures(Path file) {
		Map<String, ReportFile.Entry> figures = new LinkedHashMap<>();
		for (ReportFile.Part section : ReportFile.read(file).sections()) {
			section.figures().forEach((figure) -> figures.put(section.title() + ": " + figure.name(), figure));
		}
		return figures;
	}

}
