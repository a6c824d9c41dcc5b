package pizzashop.systemtests.deployment;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import pizzashop.platform.ProjectHome;
import pizzashop.platform.Service;

import static org.assertj.core.api.Assertions.assertThat;

/** Whether docs/operations.md lists the settings that there are. */
class OperationsPageIT {

	private static final Pattern ROW = Pattern.compile("\\| `([^`]+)` \\| `([A-Z_]+)` \\| ([^|]+) \\| .+ \\|");

	private static final Map<Service, BuiltService> SERVICES = new TreeMap<>();

	/** By heading. */
	private static final Map<String, List<Row>> SECTIONS = new LinkedHashMap<>();

	record Row(String name, String variable, String defaultValue) {
	}

	@BeforeAll
	static void read() throws IOException {
		for (Service service : Service.values()) {
			SERVICES.put(service, BuiltService.of(service));
		}
		String heading = "";
		for (String line : Files.readAllLines(ProjectHome.locate().root().resolve("docs/operations.md"))) {
			Matcher row = ROW.matcher(line);
			if (line.startsWith("#")) {
				heading = line.replaceFirst("#+ ", "");
			}
			else if (row.matches()) {
				SECTIONS.computeIfAbsent(heading, (any) -> new ArrayList<>())
					.add(new Row(row.group(1), row.group(2), row.group(3).replace("`", "")));
			}
		}
	}

	@Test
	void everySettingOfEveryServiceIsOnThePageWithItsDefault() {
		assertThat(rowsOf("Of every service")).isEqualTo(expected(SERVICES.get(Service.ORDER), true));
	}

	@Test
	void everySettingOfOneServiceIsOnThePageWithItsDefault() {
		SERVICES.forEach((service, built) -> assertThat(rowsOf("Of " + service.processName()))
			.isEqualTo(expected(built, false)));
	}

	@Test
	void everyOtherSettingOnThePageIsOneOfSpring() {
		List<Setting> known = SERVICES.values().stream().flatMap((service) -> service.all().stream()).toList();

		assertThat(SECTIONS.get("What every environment has to say")).isNotEmpty()
			.allSatisfy((row) -> assertThat(known).as(row.name())
				.anyMatch((setting) -> setting.isSetBy(row.variable()) && row.name().startsWith(setting.name())));
	}

	@Test
	void everyVariableIsTheOneThatSpringReads() {
		assertThat(SECTIONS.values().stream().flatMap(List::stream))
			.allSatisfy((row) -> assertThat(row.variable()).isEqualTo(Setting.variableOf(row.name())));
	}

	private static Map<String, String> rowsOf(String section) {
		Map<String, String> rows = new TreeMap<>();
		SECTIONS.getOrDefault(section, List.of()).forEach((row) -> rows.put(row.name(), row.defaultValue()));
		return rows;
	}

	private static Map<String, String> expected(BuiltService service, boolean shared) {
		Map<String, String> expected = new TreeMap<>();
		for (Setting setting : shared ? service.shared() : service.own()) {
			expected.put(setting.name(), Objects.requireNonNullElse(defaultOf(setting, service), "none"));
		}
		return expected;
	}

	private static @Nullable String defaultOf(Setting setting, BuiltService service) {
		String configured = service.configured(setting.name());
		return (configured != null) ? configured : setting.defaultValue();
	}

}
