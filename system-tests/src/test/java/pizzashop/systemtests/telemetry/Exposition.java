package pizzashop.systemtests.telemetry;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Prometheus finds when it scrapes: the names of all samples, each with the labels
 * that it is seen with.
 */
public record Exposition(Map<String, Set<String>> labels) {

	private static final Pattern SAMPLE = Pattern.compile("(?m)^([a-zA-Z_:][\\w:]*)(?:\\{(.*)})? \\S+$");

	private static final Pattern LABEL = Pattern.compile("(\\w+)=\"(?:[^\"\\\\]|\\\\.)*\"");

	/** Scrapes a service at its management address. */
	public static Exposition of(URI management) throws IOException, InterruptedException {
		HttpRequest request = HttpRequest.newBuilder(management.resolve("/actuator/prometheus"))
			.timeout(Duration.ofSeconds(30))
			.build();
		try (HttpClient client = HttpClient.newHttpClient()) {
			return parse(client.send(request, HttpResponse.BodyHandlers.ofString()).body());
		}
	}

	static Exposition parse(String page) {
		Map<String, Set<String>> labels = new TreeMap<>();
		SAMPLE.matcher(page).results().forEach((sample) -> {
			Set<String> seen = labels.computeIfAbsent(sample.group(1), (name) -> new TreeSet<>());
			if (sample.group(2) != null) {
				Matcher label = LABEL.matcher(sample.group(2));
				while (label.find()) {
					seen.add(label.group(1));
				}
			}
		});
		return new Exposition(labels);
	}

	/** What either of them finds. */
	public Exposition and(Exposition other) {
		Map<String, Set<String>> all = new TreeMap<>();
		this.labels.forEach((name, seen) -> all.put(name, new TreeSet<>(seen)));
		other.labels.forEach((name, seen) -> all.computeIfAbsent(name, (key) -> new TreeSet<>()).addAll(seen));
		return new Exposition(all);
	}

}
