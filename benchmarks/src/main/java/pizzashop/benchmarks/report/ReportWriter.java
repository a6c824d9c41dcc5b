package pizzashop.benchmarks.report;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

import org.thymeleaf.TemplateEngine;
import org.thymeleaf.context.Context;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;
import tools.jackson.databind.json.JsonMapper;

/** Writes a report for people and for programs. */
public final class ReportWriter {

	private static final String PACKAGE = "/pizzashop/benchmarks/report/";

	private static final String SHOP = "/META-INF/resources/shop/";

	private static final String CHARTS = "/META-INF/resources/webjars/chart.js/4.5.1/dist/chart.umd.js";

	private final TemplateEngine templates = new TemplateEngine();

	public ReportWriter() {
		var resolver = new ClassLoaderTemplateResolver(ReportWriter.class.getClassLoader());
		resolver.setCharacterEncoding(StandardCharsets.UTF_8.name());
		this.templates.setTemplateResolver(resolver);
	}

	/**
	 * Writes {@code report.html}, which needs no other file and no network, and
	 * {@code report.json}; both replace what was there.
	 * @param directory made when it is not there
	 */
	public void write(Report report, Path directory) throws IOException {
		Files.createDirectories(directory);
		ReportFile file = ReportFile.of(report);
		file.write(directory);
		try (Writer page = Files.newBufferedWriter(directory.resolve("report.html"))) {
			this.templates.process(PACKAGE.substring(1) + "report.html", page(report, file), page);
		}
	}

	private static Context page(Report report, ReportFile file) throws IOException {
		var page = new Context(Locale.ENGLISH);
		page.setVariable("report", report);
		page.setVariable("numbers", new Numbers());
		List<Figure.Goal> goals = report.sections()
			.stream()
			.flatMap((section) -> section.figures().stream())
			.map(Figure::goal)
			.filter(Objects::nonNull)
			.toList();
		page.setVariable("goals", goals.size());
		page.setVariable("met", goals.stream().filter(Figure.Goal::met).count());
		page.setVariable("plots", json(file.sections().stream().flatMap((part) -> part.plots().stream()).toList()));
		page.setVariable("icon", "data:image/svg+xml;base64,"
				+ Base64.getEncoder().encodeToString(read(SHOP + "pizza.svg").getBytes(StandardCharsets.UTF_8)));
		page.setVariable("style", read(SHOP + "shop.css") + read(PACKAGE + "report.css"));
		// its source map is a file that is not there
		page.setVariable("charts", read(CHARTS).replaceAll("//# sourceMappingURL=.*", ""));
		page.setVariable("script", read(PACKAGE + "report.js"));
		return page;
	}

	/**
	 * Within a script element only a {@code <} could end it, and JSON has one in strings
	 * only.
	 */
	private static String json(List<Plot> plots) {
		return new JsonMapper().writeValueAsString(plots).replace("<", "\\u003c");
	}

	private static String read(String resource) throws IOException {
		try (InputStream content = ReportWriter.class.getResourceAsStream(resource)) {
			if (content == null) {
				throw new FileNotFoundException(resource + " is not on the class path");
			}
			return new String(content.readAllBytes(), StandardCharsets.UTF_8);
		}
	}

}
