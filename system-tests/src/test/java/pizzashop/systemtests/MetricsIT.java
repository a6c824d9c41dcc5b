package pizzashop.systemtests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;
import pizzashop.contracts.Topics;
import pizzashop.platform.Service;
import pizzashop.platform.ServiceInstance;
import pizzashop.platform.customer.Order;
import pizzashop.platform.customer.OrderClient;
import pizzashop.platform.customer.OrderLine;
import pizzashop.systemtests.telemetry.Exposition;
import pizzashop.systemtests.telemetry.PromQl;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Holds dashboards, alert rules and their documentation against what the running services
 * say: a metric that nobody tells would be an empty panel, or an alert that never fires.
 */
class MetricsIT {

	private static final Path HOME = Path.of("..").toAbsolutePath().normalize();

	private static final Path DEPLOYED = HOME.resolve("deploy/observability");

	private static final Path DOCUMENTATION = HOME.resolve("docs/observability.md");

	private static Exposition scraped;

	/** Traffic, a refund and a dead letter, so that everything is counted that can be. */
	@BeforeAll
	static void scrapeAfterTraffic() throws Exception {
		RunningShop shop = RunningShop.get();
		OrderClient customer = shop.customers().getFirst();
		List<Order> orders = Stream.of("Margherita", "Hawaiian")
			.map((pizza) -> customer.place("Vic", "measured@example.org", List.of(new OrderLine(pizza, 1))))
			.toList();
		plantBadRecord(shop);
		await().atMost(ofSeconds(60))
			.until(() -> orders.stream().allMatch((order) -> customer.find(order.id()).isAtItsEnd()));
		await().atMost(ofSeconds(60)).untilAsserted(() -> {
			scraped = new Exposition(Map.of());
			for (ServiceInstance instance : shop.instances(2)) {
				scraped = scraped.and(Exposition.of(instance.managementUrl()));
			}
			assertThat(scraped.labels()).containsKeys("messaging_dead_letters_total", "mail_send_seconds_count",
					"messaging_consumer_lag");
		});
	}

	private static void plantBadRecord(RunningShop shop) throws Exception {
		String key = "planted-" + UUID.randomUUID();
		shop.plant(key);
		try (KafkaProducer<String, String> producer = new KafkaProducer<>(
				Map.of("bootstrap.servers", shop.infrastructure().bootstrapServers()), new StringSerializer(),
				new StringSerializer())) {
			producer.send(new ProducerRecord<>(Topics.PIZZA_ORDERS, key, "no Avro")).get(30, TimeUnit.SECONDS);
		}
	}

	@Test
	void everyMetricOfTheDashboardsIsToldByARunningService() throws IOException {
		Map<String, String> queries = queriesOfDashboards();

		assertThat(queries).hasSizeGreaterThan(15);
		assertThat(missing(queries)).isEmpty();
		Told.line("Checked " + queries.size() + " queries of the dashboards against " + scraped.labels().size()
				+ " metrics of the running services");
	}

	@Test
	void everyMetricOfTheAlertRulesIsToldByARunningService() throws IOException {
		Map<String, String> rules = rules("expr");

		assertThat(rules).containsOnlyKeys("DeadLettersOpen", "OutboxOld", "ConsumerLag", "ErrorRate", "RefundRate",
				"ServiceDown");
		assertThat(missing(rules)).isEmpty();
		Told.line("Checked " + rules.size() + " alert rules against the running services");
	}

	@Test
	void everyAlertSaysWhatToDoAndIsDocumented() throws IOException {
		String documentation = Files.readString(DOCUMENTATION);

		assertThat(rules("summary").values()).allMatch((summary) -> summary.contains(". "));
		assertThat(rules("expr").keySet()).allMatch((alert) -> documentation.contains("### " + alert));
	}

	@Test
	void theDocumentationNamesOurMetricsAndNoOthers() throws IOException {
		assertThat(documented(".*")).isEqualTo(scraped.labels()
			.keySet()
			.stream()
			.filter((metric) -> metric.matches("(kitchen|mail|messaging|orders)_.*") && !metric.contains("_active_"))
			.map((metric) -> metric.replaceFirst("_(bucket|count|sum|max)$", ""))
			.collect(Collectors.toCollection(TreeSet::new)));
	}

	@Test
	void figuresThatAllInstancesShareAreNotSummed() throws IOException {
		Map<String, String> queries = queriesOfDashboards();
		queries.putAll(rules("expr"));
		Set<String> shared = documented(" \\| gauge, shared");

		assertThat(shared).contains("messaging_outbox_size");
		assertThat(queries).isNotEmpty()
			.allSatisfy((where, query) -> assertThat(PromQl.parse(query).sums()).doesNotContainAnyElementsOf(shared));
	}

	/** The metrics of the table; this pattern follows the name in its row. */
	private static Set<String> documented(String then) throws IOException {
		return Pattern.compile("(?m)^\\| `([a-z_]+)`" + then)
			.matcher(Files.readString(DOCUMENTATION))
			.results()
			.map((row) -> row.group(1))
			.collect(Collectors.toCollection(TreeSet::new));
	}

	private static List<String> missing(Map<String, String> queries) {
		List<String> missing = new ArrayList<>();
		queries.forEach((where, query) -> PromQl.parse(query)
			.missingIn(scraped)
			.forEach((name) -> missing.add(where + " asks for " + name)));
		return missing;
	}

	/** Each by the title of its panel. */
	private static Map<String, String> queriesOfDashboards() throws IOException {
		Map<String, String> queries = new TreeMap<>();
		try (Stream<Path> dashboards = Files.list(DEPLOYED.resolve("dashboards"))) {
			for (Path dashboard : dashboards.toList()) {
				for (JsonNode panel : new JsonMapper().readTree(dashboard).path("panels")) {
					for (JsonNode target : panel.path("targets")) {
						if (target.path("datasource").path("uid").asString("").equals("prometheus")) {
							queries.put(panel.path("title").asString("") + ", " + target.path("refId").asString(""),
									target.path("expr").asString());
						}
					}
				}
			}
		}
		return queries;
	}

	/** What each alert rule says under a name, or in its annotations. */
	private static Map<String, String> rules(String what) throws IOException {
		JsonNode file = new JsonMapper()
			.valueToTree(new Yaml().<Object>load(Files.readString(DEPLOYED.resolve("alerts.yaml"))));
		Map<String, String> rules = new TreeMap<>();
		for (JsonNode group : file.path("groups")) {
			for (JsonNode rule : group.path("rules")) {
				rules.put(rule.path("alert").asString(),
						rule.path(what).asString(rule.path("annotations").path(what).asString("")));
			}
		}
		return rules;
	}

}
