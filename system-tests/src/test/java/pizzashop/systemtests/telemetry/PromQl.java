package pizzashop.systemtests.telemetry;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What a PromQL expression asks for: its metrics, and the labels that it selects, groups
 * or matches by. It knows of the language only what tells these from the rest.
 *
 * @param sums those of the metrics that it adds up, averages or counts as they come
 */
public record PromQl(Set<String> metrics, Set<String> labels, Set<String> sums) {

	private static final Pattern TEXT = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"");

	private static final Pattern SELECTOR = Pattern.compile("\\{([^}]*)}");

	private static final Pattern RANGE = Pattern.compile("\\[[^]]*]");

	private static final Pattern LABEL_LIST = Pattern
		.compile("\\b(?:by|without|on|ignoring|group_left|group_right)\\s*\\(([^)]*)\\)");

	private static final Pattern WORD = Pattern.compile("[a-zA-Z_:][\\w:]*");

	/** Not a function, and not a number with an exponent. */
	private static final Pattern METRIC = Pattern.compile("(?<![\\w.])[a-zA-Z_:][\\w:]*+(?!\\s*\\()");

	/** What is in a {@code max} or {@code min} first is another thing. */
	private static final Pattern SUM = Pattern
		.compile("\\b(?:sum|avg|count)(?=\\s*\\(\\s*(?:(?!(?:max|min)\\b)\\w*\\s*\\(\\s*)*([a-zA-Z_:][\\w:]*))");

	private static final Set<String> OPERATORS = Set.of("and", "or", "unless", "bool", "offset", "by", "without", "on",
			"ignoring", "group_left", "group_right", "inf", "nan");

	/** Labels that Prometheus adds when it scrapes. */
	private static final Set<String> OF_THE_TARGET = Set.of("job", "instance");

	/** Whether a target could be scraped says Prometheus itself. */
	private static final String UP = "up";

	/** Reads an expression. */
	public static PromQl parse(String expression) {
		Set<String> labels = new TreeSet<>();
		String rest = TEXT.matcher(expression).replaceAll("\"\"");
		rest = SELECTOR.matcher(rest).replaceAll((selector) -> collect(selector, labels));
		rest = LABEL_LIST.matcher(rest).replaceAll((list) -> collect(list, labels));
		rest = RANGE.matcher(rest).replaceAll(" ");
		Set<String> metrics = new TreeSet<>();
		METRIC.matcher(rest)
			.results()
			.map(MatchResult::group)
			.filter((word) -> !OPERATORS.contains(word))
			.forEach(metrics::add);
		Set<String> sums = new TreeSet<>();
		SUM.matcher(rest).results().map((sum) -> sum.group(1)).filter(metrics::contains).forEach(sums::add);
		return new PromQl(metrics, labels, sums);
	}

	private static String collect(MatchResult found, Set<String> labels) {
		WORD.matcher(found.group(1)).results().map(MatchResult::group).forEach(labels::add);
		return " ";
	}

	/** Everything that it asks for and that is not there, in words. */
	public List<String> missingIn(Exposition exposition) {
		List<String> missing = new ArrayList<>();
		Set<String> there = new TreeSet<>(OF_THE_TARGET);
		for (String metric : this.metrics) {
			Set<String> labelsOfMetric = exposition.labels().get(metric);
			if (labelsOfMetric != null) {
				there.addAll(labelsOfMetric);
			}
			else if (!metric.equals(UP)) {
				missing.add("metric " + metric);
			}
		}
		this.labels.stream().filter((label) -> !there.contains(label)).map("label "::concat).forEach(missing::add);
		return missing;
	}

}
