package pizzashop.systemtests.deployment;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

import org.jspecify.annotations.Nullable;
import pizzashop.platform.ProjectHome;
import pizzashop.platform.Service;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** A service's jar, as far as it tells what can be set. */
final class BuiltService {

	private static final String SETTINGS = "META-INF/spring-configuration-metadata.json";

	private static final String OWN = "own";

	private final Service service;

	/** By the library; the service's own by {@value #OWN}. */
	private final Map<String, List<Setting>> settings = new HashMap<>();

	private BuiltService(Service service) {
		this.service = service;
	}

	/**
	 * Reads the jar.
	 * @throws UncheckedIOException when there is none
	 */
	static BuiltService of(Service service) {
		BuiltService built = new BuiltService(service);
		try (ZipInputStream jar = new ZipInputStream(Files.newInputStream(built.jar()))) {
			for (ZipEntry entry = jar.getNextEntry(); entry != null; entry = jar.getNextEntry()) {
				if (entry.getName().equals(SETTINGS)) {
					built.settings.put(OWN, read(jar.readAllBytes()));
				}
				else if (entry.getName().startsWith("BOOT-INF/lib/")) {
					built.settings.put(entry.getName().substring("BOOT-INF/lib/".length()),
							readLibrary(jar.readAllBytes()));
				}
			}
			return built;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private Path jar() throws IOException {
		try (Stream<Path> files = Files.list(folder().resolve("target"))) {
			return files
				.filter((file) -> file.getFileName().toString().matches(this.service.processName() + "-[^/]*\\.jar"))
				.findFirst()
				.orElseThrow(() -> new IOException("Build " + this.service.processName() + " first: mvn package"));
		}
	}

	private Path folder() {
		return ProjectHome.locate().root().resolve(this.service.processName());
	}

	private static List<Setting> readLibrary(byte[] library) throws IOException {
		try (ZipInputStream jar = new ZipInputStream(new ByteArrayInputStream(library))) {
			for (ZipEntry entry = jar.getNextEntry(); entry != null; entry = jar.getNextEntry()) {
				if (entry.getName().equals(SETTINGS)) {
					return read(jar.readAllBytes());
				}
			}
			return List.of();
		}
	}

	private static List<Setting> read(byte[] metadata) {
		List<Setting> settings = new ArrayList<>();
		for (JsonNode property : new JsonMapper().readTree(metadata).get("properties")) {
			settings.add(new Setting(property.get("name").asString(), property.path("type").asString(""),
					textOf(property.path("defaultValue"))));
		}
		return settings;
	}

	private static @Nullable String textOf(JsonNode value) {
		if (value.isMissingNode()) {
			return null;
		}
		return value.isValueNode() ? value.asString() : value.toString();
	}

	/** What its own code takes, without what Actuator has for every endpoint. */
	List<Setting> own() {
		return inPlaces(OWN::equals).stream()
			.filter((setting) -> !setting.name().startsWith("management.endpoint."))
			.toList();
	}

	/** What shared-messaging takes. */
	List<Setting> shared() {
		return inPlaces((place) -> place.startsWith("shared-messaging-"));
	}

	/** Everything, Spring's settings too. */
	List<Setting> all() {
		return inPlaces((place) -> true);
	}

	private List<Setting> inPlaces(Predicate<String> places) {
		return this.settings.entrySet()
			.stream()
			.filter((place) -> places.test(place.getKey()))
			.flatMap((place) -> place.getValue().stream())
			.toList();
	}

	/** What its application.yaml sets, or null. */
	@Nullable String configured(String name) {
		try (var documents = new YAMLMapper().readerFor(JsonNode.class)
			.<JsonNode>readValues(folder().resolve("src/main/resources/application.yaml"))) {
			return documents.readAll()
				.stream()
				.map((document) -> valueOf(name, document))
				.filter((value) -> value != null)
				.findFirst()
				.orElse(null);
		}
	}

	/** Names are written in any mix of dots and levels. */
	private static @Nullable String valueOf(String name, JsonNode node) {
		for (Map.Entry<String, JsonNode> property : node.properties()) {
			if (property.getKey().equals(name) && property.getValue().isValueNode()) {
				return property.getValue().asString();
			}
			if (name.startsWith(property.getKey() + ".")) {
				String value = valueOf(name.substring(property.getKey().length() + 1), property.getValue());
				if (value != null) {
					return value;
				}
			}
		}
		return null;
	}

}
