package pizzashop.benchmarks.report;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonFormat;

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

	/** One point of a line; in JSON a pair, as Chart.js takes it. */
	@JsonFormat(shape = JsonFormat.Shape.ARRAY)
	public record Point(double x, double y) {
	}

}
