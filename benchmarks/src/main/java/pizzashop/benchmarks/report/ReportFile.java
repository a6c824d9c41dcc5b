package pizzashop.benchmarks.report;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A report as report.json holds it: what programs compare, with four significant digits.
 */
record ReportFile(Instant began, double tookSeconds, Machine machine, List<Part> sections) {

	static final String NAME = "report.json";

	private static final JsonMapper JSON = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

	/** A section of it. */
	record Part(String id, String title, List<Entry> figures, List<Plot> plots) {
	}

	/** A figure of it. */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	record Entry(String name, String unit, double median, double lowest, double highest, List<Double> rounds,
			@Nullable Limit limit, @Nullable Ratio ratio, Figure.@Nullable Goal goal) {
	}

	record Limit(String name, double median, double lowest, double highest) {
	}

	record Ratio(double median, double lowest, double highest) {
	}

	static ReportFile of(Report report) {
		return new ReportFile(report.began(), rounded(report.took().toMillis() / 1000.0), report.machine(),
				report.sections().stream().map(ReportFile::part).toList());
	}

	static ReportFile read(Path file) {
		return JSON.readValue(file, ReportFile.class);
	}

	void write(Path directory) {
		JSON.writeValue(directory.resolve(NAME), this);
	}

	private static Part part(Section section) {
		return new Part(section.id(), section.title(), section.figures().stream().map(ReportFile::entry).toList(),
				section.plots().stream().map(ReportFile::plot).toList());
	}

	private static Entry entry(Figure figure) {
		Measurement measured = figure.measured();
		Figure.Comparison comparison = figure.comparison();
		return new Entry(figure.name(), figure.unit(), rounded(measured.median()), rounded(measured.lowest()),
				rounded(measured.highest()), measured.rounds().stream().map(ReportFile::rounded).toList(),
				(comparison != null) ? limit(comparison.limit(), comparison.value()) : null,
				(comparison != null) ? ratio(comparison.ratio()) : null, figure.goal());
	}

	private static Limit limit(String name, Measurement value) {
		return new Limit(name, rounded(value.median()), rounded(value.lowest()), rounded(value.highest()));
	}

	private static Ratio ratio(Measurement value) {
		return new Ratio(rounded(value.median()), rounded(value.lowest()), rounded(value.highest()));
	}

	private static Plot plot(Plot plot) {
		return new Plot(plot.title(), plot.horizontal(), plot.vertical(), plot.logarithmic(),
				plot.series().stream().map(ReportFile::series).toList());
	}

	/** What is along the axis was chosen, not measured: it stays as it is. */
	private static Plot.Series series(Plot.Series series) {
		return new Plot.Series(series.name(),
				series.points().stream().map((point) -> new Plot.Point(point.x(), rounded(point.y()))).toList());
	}

	private static double rounded(double value) {
		return Double.isFinite(value) ? Numbers.rounded(value, 4).doubleValue() : value;
	}

}
