package pizzashop.benchmarks.report;

import org.jspecify.annotations.Nullable;

/**
 * One figure of the report.
 *
 * @param name what was measured, in words
 * @param unit such as {@code orders/s} or {@code ms}
 * @param measured what the rounds gave
 * @param comparison what it is judged by, measured in the same run on the same machine;
 * null when there is no such limit
 * @param goal what it was meant to be; null when nothing was said
 */
public record Figure(String name, String unit, Measurement measured, @Nullable Comparison comparison,
		@Nullable Goal goal) {

	/** A limit, and how many times it the figure is. */
	public record Comparison(String limit, Measurement value, Measurement ratio) {

		/** The ratio of what was measured to its limit. */
		public static Comparison of(String limit, Measurement value, Measurement measured) {
			return new Comparison(limit, value, measured.dividedBy(value));
		}

	}

	/**
	 * What a figure, or its ratio to the limit, was meant to be.
	 *
	 * @param text in words, such as {@code at least 0.85 of the limit}
	 * @param met whether the median of the rounds is that good
	 */
	public record Goal(String text, boolean met) {
	}

	public Figure(String name, String unit, Measurement measured) {
		this(name, unit, measured, null, null);
	}

	public Figure comparedWith(String limit, Measurement value) {
		return new Figure(this.name, this.unit, this.measured, Comparison.of(limit, value, this.measured), this.goal);
	}

	public Figure withGoal(String text, boolean met) {
		return new Figure(this.name, this.unit, this.measured, this.comparison, new Goal(text, met));
	}

}
