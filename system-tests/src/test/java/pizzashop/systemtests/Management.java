package pizzashop.systemtests;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.stream.Stream;

import pizzashop.platform.ServiceInstance;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What an instance tells about itself on its management port. */
final class Management {

	private static final Duration TIMEOUT = Duration.ofSeconds(15);

	private static final HttpClient CLIENT = HttpClient.newBuilder()
		.version(HttpClient.Version.HTTP_1_1)
		.connectTimeout(TIMEOUT)
		.build();

	private static final JsonMapper JSON = new JsonMapper();

	private Management() {
	}

	/** One component of its health, with its details. */
	static JsonNode health(ServiceInstance instance, String component) throws IOException, InterruptedException {
		return get(instance, "/actuator/health").path("components").path(component);
	}

	/**
	 * Whether it says that it is well, as a whole and in each of these components.
	 */
	static boolean isWell(ServiceInstance instance, String... components) throws IOException, InterruptedException {
		JsonNode health = get(instance, "/actuator/health");
		return isUp(health)
				&& Stream.of(components).allMatch((component) -> isUp(health.path("components").path(component)));
	}

	private static boolean isUp(JsonNode health) {
		return health.path("status").asString("").equals("UP");
	}

	/** How many requests it is serving at this moment. */
	static int activeRequests(ServiceInstance instance) throws IOException, InterruptedException {
		for (JsonNode measurement : get(instance, "/actuator/metrics/http.server.requests.active")
			.path("measurements")) {
			if (measurement.path("statistic").asString("").equals("ACTIVE_TASKS")) {
				return measurement.path("value").asInt();
			}
		}
		return 0;
	}

	/** An instance that is not well answers 503, and says why. */
	private static JsonNode get(ServiceInstance instance, String path) throws IOException, InterruptedException {
		HttpRequest request = HttpRequest.newBuilder(instance.managementUrl().resolve(path)).timeout(TIMEOUT).build();
		HttpResponse<String> response = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
		return response.body().isEmpty() ? JSON.createObjectNode() : JSON.readTree(response.body());
	}

}
