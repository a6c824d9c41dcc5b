package pizzashop.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static pizzashop.benchmarks.report.Reports.rounds;

class ReportWriterTests {

	private static final Figure PLACED = new Figure("Orders placed", "orders/s", rounds(12345.678, 11000, 13000))
		.comparedWith("Two limits in series", rounds(15432.1, 15000, 16000))
		.withGoal("at least 0.85 of the limit", false);

	@TempDir
	Path directory;

	@Test
	void theFileTellsEachFigureWithItsLimitAndRatio() throws IOException {
		JsonNode report = json(section(PLACED, new Figure("Lost", "orders", rounds(0))));

		assertThat(report.get("began").asString()).isEqualTo("2026-11-25T12:34:56Z");
		assertThat(report.get("tookSeconds").asDouble()).isEqualTo(1265);
		assertThat(report.at("/machine/cores").asInt()).isEqualTo(2);
		assertThat(report.at("/sections/0/id").asString()).isEqualTo("placing");
		assertThat(report.at("/sections/0/figures/0")).isEqualTo(new JsonMapper().readTree("""
				{
					"name": "Orders placed", "unit": "orders/s",
					"median": 12350.0, "lowest": 11000.0, "highest": 13000.0, "rounds": [12350.0, 11000.0, 13000.0],
					"limit": {"name": "Two limits in series", "median": 15430.0, "lowest": 15000.0, "highest": 16000.0},
					"ratio": {"median": 0.8, "lowest": 0.7333, "highest": 0.8125},
					"goal": {"text": "at least 0.85 of the limit", "met": false}
				}"""));
		assertThat(report.at("/sections/0/figures/1").propertyNames()).containsExactly("name", "unit", "median",
				"lowest", "highest", "rounds");
	}

	@Test
	void theFileTellsThePointsOfEachPlot() throws IOException {
		JsonNode report = json(section(plot("p99", new Plot.Point(99.99999, 12.34567))));

		assertThat(report.at("/sections/0/plots/0/logarithmic").asBoolean()).isTrue();
		assertThat(report.at("/sections/0/plots/0/series/0/points").toString()).isEqualTo("[[99.99999,12.35]]");
	}

	@Test
	void whatIsNoNumberIsWrittenAndReadAllTheSame() throws IOException {
		Figure figure = new Figure("Ratio of nothing", "", rounds(0)).comparedWith("Nothing", rounds(0));

		assertThat(html(section(figure))).contains("<strong>–</strong>");
		assertThat(ReportFile.read(this.directory.resolve("report.json")).sections().get(0).figures().get(0).ratio())
			.isEqualTo(new ReportFile.Ratio(Double.NaN, Double.NaN, Double.NaN));
	}

	@Test
	void thePageShowsFiguresAsPeopleReadThem() throws IOException {
		assertThat(html(section(PLACED))).contains("<strong>12,350</strong> <span>orders/s</span>")
			.contains("11,000 to 13,000")
			.contains("<strong>15,430</strong>")
			.contains("Two limits in series")
			.contains("<strong>0.8</strong>")
			.contains("0.733 to 0.813")
			.contains("25 November 2026, 12:34 UTC")
			.contains("21 min 5 s");
	}

	@Test
	void thePageSaysWhichGoalsAreMet() throws IOException {
		Figure met = new Figure("Decoded", "events/s", rounds(400000)).withGoal("at least 300,000/s", true);

		assertThat(html(section(PLACED, met))).contains("1 of 2 are met.")
			.contains(">met</span><small>at least 300,000/s</small>")
			.contains(">not met</span><small>at least 0.85 of the limit</small>");
		assertThat(html(section(new Figure("Started", "s", rounds(4))))).doesNotContain("are met.");
	}

	/** The policy holds for what the scripts do as well. */
	@Test
	void thePageIsOneFileThatAsksNobody() throws IOException {
		String page = html(section(plot("p99", new Plot.Point(1, 2))));

		assertThat(page).contains(
				"content=\"default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:\"")
			.contains("Chart.js v4")
			.doesNotContain("sourceMappingURL", "@import", "url(");
		assertThat(Pattern.compile("<(?!a )[^>]* (?:src|href)=\"([^\"]{0,5})").matcher(page).results()).isNotEmpty()
			.extracting((MatchResult reference) -> reference.group(1))
			.containsOnly("data:");
		assertThat(this.directory.toFile().list()).containsExactlyInAnyOrder("report.html", "report.json");
	}

	@Test
	void aNameIsANameAndNeverMarkup() throws IOException {
		String name = "</script><script>alert('\"&')</script>";
		Section section = new Section("placing", name, name,
				List.of(new Figure(name, name, rounds(1)).comparedWith(name, rounds(1)).withGoal(name, true)),
				List.of(new Plot(name, name, name, false,
						List.of(new Plot.Series(name, List.of(new Plot.Point(1, 2)))))));

		String page = html(section);

		assertThat(page).doesNotContain("<script>alert")
			.contains("aria-label=\"&lt;/script&gt;&lt;script&gt;alert(&#39;&quot;&amp;&#39;)");
		assertThat(new JsonMapper().readTree(plotsIn(page)).at("/0/series/0/name").asString()).isEqualTo(name);
	}

	private static String plotsIn(String page) {
		String opening = "<script id=\"plots\" type=\"application/json\">";
		int start = page.indexOf(opening) + opening.length();
		return page.substring(start, page.indexOf("</script>", start));
	}

	private static Section section(Figure... figures) {
		return new Section("placing", "Placing orders", "What was done.", List.of(figures), List.of());
	}

	private static Section section(Plot plot) {
		return new Section("placing", "Placing orders", "What was done.", List.of(), List.of(plot));
	}

	private static Plot plot(String name, Plot.Point... points) {
		return new Plot("Latency", "percentile", "ms", true, List.of(new Plot.Series(name, List.of(points))));
	}

	private String html(Section section) throws IOException {
		new ReportWriter().write(Reports.of(section), this.directory);
		return Files.readString(this.directory.resolve("report.html"));
	}

	private JsonNode json(Section section) throws IOException {
		new ReportWriter().write(Reports.of(section), this.directory);
		return new JsonMapper().readTree(Files.readString(this.directory.resolve("report.json")));
	}

}
