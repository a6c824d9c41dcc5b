package pizzashop.messaging.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.core.util.Yaml31;
import io.swagger.v3.oas.models.OpenAPI;
import org.springdoc.core.customizers.OpenApiCustomizer;

import org.springframework.core.io.ClassPathResource;

/**
 * Adds to a service's OpenAPI document what its code does not tell: words, examples, and
 * which problem comes when. They stand in {@code openapi/problems.yaml}, for all
 * services, and in the service's own {@code openapi/api.yaml}; each is a merge patch.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7396">JSON Merge Patch</a>
 */
class ApiDocument implements OpenApiCustomizer {

	/** What is taken over, and nothing else. */
	private static final Set<String> PARTS = Set.of("info", "servers", "tags", "paths", "components");

	@Override
	public void customise(OpenAPI document) {
		try {
			ObjectNode patched = Json31.mapper().valueToTree(document);
			merge(patched, read("openapi/problems.yaml"));
			JsonNode own = read("openapi/api.yaml");
			checkServed(own.path("paths"), patched.path("paths"));
			merge(patched, own);
			OpenAPI result = Json31.mapper().treeToValue(patched, OpenAPI.class);
			document.info(result.getInfo())
				.servers(result.getServers())
				.tags(result.getTags())
				.paths(result.getPaths())
				.components(result.getComponents());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static JsonNode read(String resource) throws IOException {
		try (InputStream yaml = new ClassPathResource(resource).getInputStream()) {
			JsonNode words = Yaml31.mapper().readTree(yaml);
			checkParts(resource, words);
			return words;
		}
	}

	private static void checkParts(String resource, JsonNode words) {
		words.fieldNames().forEachRemaining((name) -> {
			if (!PARTS.contains(name)) {
				throw new IllegalStateException(resource + " has " + name + ", which would not be served");
			}
		});
	}

	/** Words about what is no longer there must not bring it back. */
	private static void checkServed(JsonNode described, JsonNode served) {
		described.properties().forEach((path) -> path.getValue().fieldNames().forEachRemaining((method) -> {
			if (!served.path(path.getKey()).has(method)) {
				throw new IllegalStateException("openapi/api.yaml describes " + method + " " + path.getKey()
						+ ", which the service does not offer");
			}
		}));
	}

	private static void merge(ObjectNode target, JsonNode patch) {
		patch.properties().forEach((change) -> {
			String name = change.getKey();
			JsonNode value = change.getValue();
			if (value.isNull()) {
				target.remove(name);
			}
			else if (value.isObject()) {
				merge((target.get(name) instanceof ObjectNode present) ? present : target.putObject(name), value);
			}
			else {
				target.set(name, value);
			}
		});
	}

}
