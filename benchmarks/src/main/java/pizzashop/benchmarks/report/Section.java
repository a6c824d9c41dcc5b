package pizzashop.benchmarks.report;

import java.util.List;

/**
 * What one scenario gave.
 *
 * @param id such as {@code placing}
 * @param explanation what was done, in a few sentences, so that a reader can judge the
 * figures
 */
public record Section(String id, String title, String explanation, List<Figure> figures, List<Plot> plots) {

	public Section {
		figures = List.copyOf(figures);
		plots = List.copyOf(plots);
	}

	/** Those of its figures that were meant to be something. */
	public List<Figure> figuresWithGoal() {
		return this.figures.stream().filter((figure) -> figure.goal() != null).toList();
	}

}
