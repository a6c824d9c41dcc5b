package pizzashop.benchmarks.report;

import java.util.List;

/**
 * A picture: lines over an axis of numbers.
 *
 * @param logarithmic whether the vertical axis is
 */
public record Plot(String title, String horizontal, String vertical, boolean logarithmic, List<Series> series) {

	public Plot {
		series = List.copyOf(series);
	}

	/** One line of it. */
	public record Series(String name, List<Point> points) {

		public Series {
			points = List.copyOf(points);
		}

	}

	/** One point of a line. */
	public record Point(double x, double y) {
	}

}
