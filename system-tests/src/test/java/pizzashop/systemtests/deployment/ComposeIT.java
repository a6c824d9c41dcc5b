package pizzashop.systemtests.deployment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;
import pizzashop.platform.ProjectHome;
import pizzashop.platform.Service;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whether docker-compose.yml fits the services, and keeps what it promises. Read, not
 * run: the build's job "containers" runs it.
 */
class ComposeIT {

	private static final Path HOME = ProjectHome.locate().root();

	private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+)}");

	/** No property, but a part of what two of them say. */
	private static final String COLLECTOR = "OTEL_EXPORTER_OTLP_ENDPOINT";

	private final String text = read("docker-compose.yml");

	private final Map<String, Map<String, Object>> containers = containers(this.text);

	@Test
	void everyVariableOfAServiceSetsSomething() {
		for (Service service : Service.values()) {
			List<Setting> settings = BuiltService.of(service).all();

			assertThat(environmentOf(service.processName())).as(service.processName())
				.allSatisfy((variable) -> assertThat(COLLECTOR.equals(variable)
						|| settings.stream().anyMatch((setting) -> setting.isSetBy(variable)))
					.as(variable)
					.isTrue());
		}
	}

	@Test
	void everyServiceIsBuiltWithThePortsThatItHasElsewhere() {
		for (Service service : Service.values()) {
			BuiltService built = BuiltService.of(service);
			String port = built.configured("server.port");
			String management = built.configured("management.server.port");
			Map<String, Object> container = this.containers.get(service.processName());

			assertThat(container.get("build")).asString()
				.contains("SERVICE=" + service.processName(), "PORT=" + port, "MANAGEMENT_PORT=" + management);
			assertThat(portsOf(container)).containsExactly("127.0.0.1:${PORT_PREFIX}" + port + ":" + port,
					"127.0.0.1:${PORT_PREFIX}" + management + ":" + management);
		}
	}

	@Test
	void everythingIsPublishedOnThisMachineAlone() {
		assertThat(this.containers.values()).flatExtracting(ComposeIT::portsOf)
			.isNotEmpty()
			.allSatisfy((port) -> assertThat(port).startsWith("127.0.0.1:${PORT_PREFIX}"));
	}

	@Test
	void everyContainerIsBoundedAndWhatIsOursMayDoNothingElse() {
		assertThat(this.containers)
			.allSatisfy((name, container) -> assertThat(container.get("mem_limit")).as(name).isNotNull());
		assertThat(this.containers.values()).filteredOn((container) -> container.containsKey("build"))
			.hasSize(Service.values().length + 1)
			.allSatisfy((container) -> {
				assertThat(container.get("read_only")).isEqualTo(true);
				assertThat(container.get("cap_drop")).isEqualTo(List.of("ALL"));
				assertThat(container.get("security_opt")).isEqualTo(List.of("no-new-privileges:true"));
			});
	}

	@Test
	void whoAnswersCustomersGoesFirst() {
		assertThat(this.containers).allSatisfy((name, container) -> assertThat(container.get("cpu_shares")).as(name)
			.isEqualTo(List.of("order-service", "postgres").contains(name) ? 1024 : 256));
	}

	@Test
	void everyForeignImageHasAVersionWhichIsThatOfTheTests() {
		String testPlatform = read("test-platform/src/main/java/pizzashop/testplatform/Containers.java");
		List<String> images = this.containers.values()
			.stream()
			.filter((container) -> !container.containsKey("build"))
			.map((container) -> String.valueOf(container.get("image")))
			.toList();

		assertThat(images).allSatisfy((image) -> assertThat(image).matches(".+:v?\\d.*"));
		assertThat(Pattern.compile("DockerImageName\\.parse\\(\"([^\"]+)\"\\)")
			.matcher(testPlatform)
			.results()
			.map((match) -> match.group(1))).isNotEmpty().isSubsetOf(images);
	}

	@Test
	void whatOneChangesIsInTheFileForItAndNothingElse() throws IOException {
		Properties changeable = new Properties();
		try (var reader = Files.newBufferedReader(HOME.resolve(".env"))) {
			changeable.load(reader);
		}

		assertThat(new TreeSet<>(changeable.stringPropertyNames())).isEqualTo(new TreeSet<>(
				VARIABLE.matcher(this.text).results().map((MatchResult match) -> match.group(1)).toList()));
	}

	@Test
	void everyMountedFileIsThere() {
		List<String> mounted = Pattern.compile("- \\./([^:]+):")
			.matcher(this.text)
			.results()
			.map((match) -> match.group(1))
			.toList();

		assertThat(mounted).isNotEmpty().allSatisfy((file) -> assertThat(HOME.resolve(file)).exists());
	}

	private Set<String> environmentOf(String container) {
		return ((Map<?, ?>) this.containers.get(container).get("environment")).keySet()
			.stream()
			.map(String::valueOf)
			.collect(Collectors.toSet());
	}

	private static List<String> portsOf(Map<String, Object> container) {
		List<String> ports = new ArrayList<>();
		if (container.get("ports") instanceof List<?> list) {
			list.forEach((port) -> ports.add(String.valueOf(port)));
		}
		return ports;
	}

	private static Map<String, Map<String, Object>> containers(String compose) {
		Map<String, Map<String, Map<String, Object>>> file = new Yaml().load(compose);
		return file.get("services");
	}

	private static String read(String file) {
		try {
			return Files.readString(HOME.resolve(file));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
