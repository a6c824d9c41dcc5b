package pizzashop.testplatform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import pizzashop.platform.ProjectHome;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;

/** The copy of a service's OpenAPI document in {@code docs/openapi}. */
public final class CommittedApi {

	/** When it is true, the copy is written instead of compared. */
	private static final String WRITE = "openapi.write";

	private static final String COMMAND = "mvn verify -Popenapi";

	private static final int MOST_DIFFERENCES = 10;

	private final YAMLMapper yaml = new YAMLMapper();

	private final Path file;

	private CommittedApi(Path file) {
		this.file = file;
	}

	public static CommittedApi of(String service) {
		return new CommittedApi(ProjectHome.locate().root().resolve("docs/openapi/" + service + ".yaml"));
	}

	/**
	 * Compares the copy with the original; replaces it when the system property
	 * {@value #WRITE} is true.
	 * @throws AssertionError when they differ, with the places where they do, and the
	 * command that rewrites the copy
	 */
	public void assertIsWhatIsServed(RestTestClient.ResponseSpec answer) {
		String served = Objects
			.requireNonNull(answer.expectStatus().isOk().returnResult(String.class).getResponseBody());
		if (Boolean.getBoolean(WRITE)) {
			write(served);
			return;
		}
		Map<String, String> here = leavesOf(read());
		Map<String, String> there = leavesOf(this.yaml.readTree(served));
		TreeSet<String> places = new TreeSet<>(here.keySet());
		places.addAll(there.keySet());
		places.removeIf((place) -> Objects.equals(here.get(place), there.get(place)));
		if (!places.isEmpty()) {
			throw new AssertionError(places.stream()
				.limit(MOST_DIFFERENCES)
				.map((place) -> "\n  " + place + "\n    committed: " + here.get(place) + "\n    served:    "
						+ there.get(place))
				.collect(Collectors.joining("",
						this.file.getFileName() + " is not what the service answers, in " + places.size()
								+ " places, such as:",
						"\nWhen the service is right, rewrite the committed documents: " + COMMAND)));
		}
	}

	/**
	 * Provokes every problem that the document shows, and compares what it shows with the
	 * answer.
	 * @param requests by the names of the examples
	 * @param elsewhere the examples that are shown, and provoked by other tests
	 * @throws AssertionError when an answer is another one, or when an example has no
	 * request or a request no example
	 */
	public void assertProblemsAreAnswered(Map<String, Supplier<RestTestClient.ResponseSpec>> requests,
			String... elsewhere) {
		Map<String, JsonNode> problems = problems();
		problems.keySet().removeAll(Set.of(elsewhere));
		if (!requests.keySet().equals(problems.keySet())) {
			throw new AssertionError("These problems are documented in " + this.file.getFileName() + ":\n  "
					+ problems.keySet() + "\nand these are provoked:\n  " + new TreeSet<>(requests.keySet()));
		}
		List<String> differences = new ArrayList<>();
		problems.forEach((name, problem) -> {
			try {
				Objects.requireNonNull(requests.get(name))
					.get()
					.expectStatus()
					.isEqualTo(problem.get("status").asInt())
					.expectHeader()
					.contentType(MediaType.APPLICATION_PROBLEM_JSON)
					.expectBody()
					.json(problem.toString());
			}
			catch (AssertionError ex) {
				differences.add("\n  " + name + ": " + ex.getMessage());
			}
		});
		if (!differences.isEmpty()) {
			throw new AssertionError(
					"Not answered as documented in " + this.file.getFileName() + ":" + String.join("", differences));
		}
	}

	/** The problems that the document shows, by the names of the examples. */
	public Map<String, JsonNode> problems() {
		Map<String, JsonNode> problems = new TreeMap<>();
		for (JsonNode content : read().findValues("application/problem+json")) {
			content.path("examples")
				.properties()
				.forEach((example) -> problems.put(example.getKey(), example.getValue().path("value")));
		}
		return problems;
	}

	/**
	 * What stands at a place of the document.
	 * @param place a JSON pointer
	 */
	public JsonNode at(String place) {
		return read().requiredAt(place);
	}

	/** The values by their JSON pointers. */
	private static Map<String, String> leavesOf(JsonNode document) {
		Map<String, String> leaves = new TreeMap<>();
		collectLeaves("", document, leaves);
		return leaves;
	}

	private static void collectLeaves(String place, JsonNode node, Map<String, String> leaves) {
		if (node.isEmpty()) {
			leaves.put(place, node.toString());
			return;
		}
		node.properties()
			.forEach((property) -> collectLeaves(place + "/" + property.getKey().replace("/", "~1"),
					property.getValue(), leaves));
		List<JsonNode> elements = node.isArray() ? List.copyOf(node.values()) : List.of();
		for (int i = 0; i < elements.size(); i++) {
			collectLeaves(place + "/" + i, elements.get(i), leaves);
		}
	}

	private JsonNode read() {
		try {
			return this.yaml.readTree(Files.readString(this.file));
		}
		catch (IOException ex) {
			throw new UncheckedIOException("There is no committed document, write it: " + COMMAND, ex);
		}
	}

	private void write(String served) {
		try {
			Files.createDirectories(this.file.getParent());
			Files.writeString(this.file, served);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
