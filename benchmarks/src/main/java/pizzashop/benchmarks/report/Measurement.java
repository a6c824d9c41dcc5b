package pizzashop.benchmarks.report;

import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.IntStream;

/**
 * What several rounds of the same gave, each a number in the same unit.
 *
 * @param rounds at least one, in the order in which they ran
 */
public record Measurement(List<Double> rounds) {

	public Measurement {
		if (rounds.isEmpty()) {
			throw new IllegalArgumentException("A measurement has at least one round");
		}
		rounds = List.copyOf(rounds);
	}

	/** A single round. */
	public static Measurement of(double value) {
		return new Measurement(List.of(value));
	}

	/** The middle one; between the two in the middle when their number is even. */
	public double median() {
		List<Double> sorted = this.rounds.stream().sorted().toList();
		int middle = sorted.size() / 2;
		return (sorted.size() % 2 == 1) ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
	}

	public double lowest() {
		return this.rounds.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
	}

	public double highest() {
		return this.rounds.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
	}

	/** How far the rounds lie apart: highest less lowest, as a part of the median. */
	public double spread() {
		return (highest() - lowest()) / median();
	}

	/** This by the other, round by round. */
	public Measurement dividedBy(Measurement other) {
		return with(other, (mine, its) -> mine / its);
	}

	/**
	 * What two things can do one after the other, each with all of the machine:
	 * {@code 1 / (1/a + 1/b)}, round by round.
	 */
	public Measurement inSeriesWith(Measurement other) {
		return with(other, (mine, its) -> 1 / (1 / mine + 1 / its));
	}

	/**
	 * Round by round; where one has fewer rounds its median stands for those that are
	 * missing.
	 */
	private Measurement with(Measurement other, DoubleBinaryOperator operator) {
		int count = Math.max(this.rounds.size(), other.rounds.size());
		return new Measurement(IntStream.range(0, count)
			.mapToObj((round) -> operator.applyAsDouble(round(round), other.round(round)))
			.toList());
	}

	private double round(int round) {
		return (round < this.rounds.size()) ? this.rounds.get(round) : median();
	}

}
