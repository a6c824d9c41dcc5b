package pizzashop.systemtests.deployment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import io.kubernetes.client.openapi.JSON;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1Job;
import io.kubernetes.client.openapi.models.V1Namespace;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V2HorizontalPodAutoscaler;
import org.junit.jupiter.api.Test;
import pizzashop.contracts.Topics;
import pizzashop.platform.ProjectHome;
import pizzashop.platform.Service;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

/**
 * Whether the manifests are what Kubernetes takes, and fit the services. Read without a
 * cluster, by the models that Kubernetes makes from the description of its own API: they
 * refuse a field that there is not, one that is missing, and one of the wrong type.
 */
class KubernetesIT {

	private static final Map<String, Class<?>> MODELS = Map.of("apps/v1 Deployment", V1Deployment.class, "v1 ConfigMap",
			V1ConfigMap.class, "v1 Namespace", V1Namespace.class, "v1 Service", V1Service.class, "batch/v1 Job",
			V1Job.class, "policy/v1 PodDisruptionBudget", V1PodDisruptionBudget.class,
			"networking.k8s.io/v1 NetworkPolicy", V1NetworkPolicy.class, "autoscaling/v2 HorizontalPodAutoscaler",
			V2HorizontalPodAutoscaler.class);

	private static final Path FOLDER = ProjectHome.locate().root().resolve("deploy/kubernetes");

	private static final String SHARED_SETTINGS = "shared-messaging/src/main/resources/service.yaml";

	private static final Path BASE = FOLDER.resolve("base");

	private static final Path OVERLAY = FOLDER.resolve("overlays/example");

	/** As long as the outbox may take to end, after the records. */
	private static final Duration END_OF_OUTBOX = Duration.ofSeconds(10);

	private final List<JsonNode> base = documentsIn(BASE);

	@Test
	void everyManifestIsWhatKubernetesTakes() throws IOException {
		List<JsonNode> whole = new ArrayList<>(this.base);
		whole.addAll(documentsOf(OVERLAY.resolve("namespace.yaml")));

		assertThat(whole).hasSizeGreaterThan(10)
			.allSatisfy((manifest) -> assertThatCode(() -> JSON.deserialize(manifest.toString(), modelOf(manifest)))
				.as(nameOf(manifest))
				.doesNotThrowAnyException());
	}

	private static Class<?> modelOf(JsonNode manifest) {
		String kind = manifest.path("apiVersion").asString("") + " " + manifest.path("kind").asString("");
		assertThat(MODELS).as("the model of each kind").containsKey(kind);
		return MODELS.get(kind);
	}

	@Test
	void everyFileIsPartOfACustomisation() throws IOException {
		for (Path folder : List.of(BASE, OVERLAY)) {
			JsonNode customisation = documentsOf(folder.resolve("kustomization.yaml")).getFirst();
			Set<String> named = new TreeSet<>();
			customisation.path("resources").forEach((resource) -> named.add(resource.asString()));
			customisation.path("patches").forEach((patch) -> named.add(patch.path("path").asString()));
			named.remove("../../base");

			assertThat(named).as(folder.toString()).isEqualTo(filesIn(folder));
		}
	}

	@Test
	void everyPatchAndImageOfTheOverlayMeetsSomethingOfTheBase() throws IOException {
		JsonNode overlay = documentsOf(OVERLAY.resolve("kustomization.yaml")).getFirst();

		for (JsonNode patch : overlay.get("patches")) {
			assertThat(documentsOf(OVERLAY.resolve(patch.get("path").asString()))).allSatisfy(
					(manifest) -> assertThat(this.base.stream().map(KubernetesIT::nameOf)).contains(nameOf(manifest)));
		}
		assertThat(containers().map((container) -> container.get("image").asString()))
			.containsExactlyInAnyOrderElementsOf(overlay.get("images").findValuesAsString("name"));
	}

	@Test
	void everyServiceHasADeploymentThatAsksWhereItAnswers() {
		for (Service service : Service.values()) {
			BuiltService built = BuiltService.of(service);
			JsonNode container = podOf(the("Deployment", service.processName())).at("/containers/0");

			assertThat(container.at("/ports/0/name").asString()).isEqualTo("http");
			assertThat(container.at("/ports/0/containerPort").asString()).isEqualTo(built.configured("server.port"));
			assertThat(container.at("/ports/1/name").asString()).isEqualTo("management");
			assertThat(container.at("/ports/1/containerPort").asString())
				.isEqualTo(built.configured("management.server.port"));
			assertThat(container.at("/startupProbe/httpGet")).isEqualTo(container.at("/livenessProbe/httpGet"));
			assertThat(container.at("/livenessProbe/httpGet").toString())
				.isEqualTo("{\"path\":\"/actuator/health/liveness\",\"port\":\"management\"}");
			assertThat(container.at("/readinessProbe/httpGet").toString())
				.isEqualTo("{\"path\":\"/actuator/health/readiness\",\"port\":\"management\"}");
			assertThat(the("Service", service.processName()).at("/spec/ports/0/targetPort").asString())
				.isEqualTo("http");
			assertThat(the("NetworkPolicy", service.processName()).at("/spec/ingress").findValuesAsString("port"))
				.containsExactly(built.configured("server.port"), built.configured("management.server.port"));
		}
	}

	@Test
	void everyVariableSetsAPropertyThatThereIs() throws IOException {
		List<JsonNode> all = new ArrayList<>(this.base);
		all.addAll(documentsIn(OVERLAY));
		for (Service service : Service.values()) {
			List<Setting> settings = BuiltService.of(service).all();
			Set<String> variables = new TreeSet<>();
			JsonNode container = podOf(the("Deployment", service.processName())).at("/containers/0");
			container.get("env").forEach((variable) -> variables.add(variable.get("name").asString()));
			for (JsonNode source : container.get("envFrom")) {
				String map = source.at("/configMapRef/name").asString();
				all.stream()
					.filter((manifest) -> nameOf(manifest).equals("ConfigMap " + map))
					.forEach((manifest) -> variables.addAll(manifest.get("data").propertyNames()));
			}

			assertThat(variables).contains("SPRING_DATASOURCE_URL", "SPRING_DATASOURCE_PASSWORD")
				.allSatisfy((variable) -> assertThat(settings).as(variable + " of " + service.processName())
					.anyMatch((setting) -> setting.isSetBy(variable)));
		}
	}

	@Test
	void everySecretIsExplainedAndNoneIsHere() throws IOException {
		String page = Files.readString(ProjectHome.locate().root().resolve("docs/kubernetes.md"));

		assertThat(this.base).noneMatch((manifest) -> manifest.path("kind").asString().equals("Secret"));
		assertThat(this.base.stream().flatMap((manifest) -> manifest.findValues("secretKeyRef").stream()))
			.hasSizeGreaterThan(5)
			.allSatisfy((reference) -> assertThat(page).contains("`" + reference.get("name").asString() + "`")
				.contains(reference.get("key").asString() + "="));
	}

	@Test
	void everySelectorMeetsPods() {
		List<JsonNode> labels = Stream.concat(ofKind("Deployment"), ofKind("Job"))
			.map((workload) -> workload.at("/spec/template/metadata/labels"))
			.toList();

		assertThat(ofKind("Deployment"))
			.allSatisfy((deployment) -> assertThat(deployment.at("/spec/selector/matchLabels"))
				.isEqualTo(deployment.at("/spec/template/metadata/labels")));
		assertThat(ofKind("Service").map((service) -> service.at("/spec/selector"))).isSubsetOf(labels);
		assertThat(ofKind("PodDisruptionBudget").map((budget) -> budget.at("/spec/selector/matchLabels")))
			.isSubsetOf(labels);
		assertThat(ofKind("NetworkPolicy").filter((policy) -> !policy.at("/spec/podSelector").isEmpty())
			.map((policy) -> policy.at("/spec/podSelector/matchLabels"))).containsExactlyInAnyOrderElementsOf(labels);
		assertThat(ofKind("HorizontalPodAutoscaler").map((scaler) -> scaler.at("/spec/scaleTargetRef/name").asString()))
			.allSatisfy((name) -> the("Deployment", name));
	}

	@Test
	void noMoreInstancesThanPartitionsAreAskedFor() throws IOException {
		List<JsonNode> all = new ArrayList<>(this.base);
		all.addAll(documentsIn(OVERLAY));

		assertThat(all.stream()
			.flatMap((manifest) -> Stream.concat(manifest.findValues("maxReplicas").stream(),
					manifest.findValues("replicas").stream())))
			.isNotEmpty()
			.allSatisfy((count) -> assertThat(count.asInt()).isBetween(2, Topics.PARTITIONS));
	}

	@Test
	void everyPodHasAsFewRightsAsPossibleAndTimeToEnd() {
		assertThat(Stream.concat(ofKind("Deployment"), ofKind("Job"))).hasSize(Service.values().length + 1)
			.allSatisfy((workload) -> {
				JsonNode pod = podOf(workload);
				assertThat(pod.at("/automountServiceAccountToken").asBoolean(true)).isFalse();
				assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
				assertThat(pod.at("/securityContext/seccompProfile/type").asString()).isEqualTo("RuntimeDefault");
				assertThat(pod.at("/containers/0/securityContext").toString()).isEqualTo(
						"{\"allowPrivilegeEscalation\":false,\"readOnlyRootFilesystem\":true,\"capabilities\":{\"drop\":[\"ALL\"]}}");
				assertThat(pod.at("/containers/0/resources/limits/memory"))
					.isEqualTo(pod.at("/containers/0/resources/requests/memory"));
				assertThat(pod.at("/containers/0/volumeMounts/0/mountPath").asString()).isEqualTo("/tmp");
			});
		assertThat(ofKind("Deployment")).allSatisfy((deployment) -> {
			JsonNode pod = podOf(deployment);
			assertThat(pod.get("terminationGracePeriodSeconds").asInt())
				.isGreaterThan(pod.at("/containers/0/lifecycle/preStop/sleep/seconds").asInt() + secondsOfShutdown());
			assertThat(deployment.at("/spec/strategy/rollingUpdate/maxUnavailable").asInt()).isZero();
		});
	}

	/** A phase for the requests, one for the records, and the outbox. */
	private static int secondsOfShutdown() {
		JsonNode settings = documentsOf(ProjectHome.locate().root().resolve(SHARED_SETTINGS)).getFirst();
		Duration phase = Duration.parse("PT" + settings.at("/spring/lifecycle.timeout-per-shutdown-phase").asString());
		return Math.toIntExact(phase.multipliedBy(2).plus(END_OF_OUTBOX).toSeconds());
	}

	private Stream<JsonNode> containers() {
		return Stream.concat(ofKind("Deployment"), ofKind("Job"))
			.flatMap((workload) -> StreamSupport.stream(podOf(workload).get("containers").spliterator(), false));
	}

	private static JsonNode podOf(JsonNode workload) {
		return workload.at("/spec/template/spec");
	}

	private Stream<JsonNode> ofKind(String kind) {
		return this.base.stream().filter((manifest) -> manifest.path("kind").asString().equals(kind));
	}

	private JsonNode the(String kind, String name) {
		return this.base.stream()
			.filter((manifest) -> nameOf(manifest).equals(kind + " " + name))
			.findFirst()
			.orElseThrow(() -> new AssertionError("There is no " + kind + " " + name));
	}

	private static String nameOf(JsonNode manifest) {
		return manifest.path("kind").asString("") + " " + manifest.at("/metadata/name").asString("");
	}

	private static Set<String> filesIn(Path folder) throws IOException {
		try (Stream<Path> files = Files.list(folder)) {
			return new TreeSet<>(files.map((file) -> file.getFileName().toString())
				.filter((name) -> !name.equals("kustomization.yaml"))
				.toList());
		}
	}

	private static List<JsonNode> documentsIn(Path folder) {
		try {
			return filesIn(folder).stream().flatMap((file) -> documentsOf(folder.resolve(file)).stream()).toList();
		}
		catch (IOException ex) {
			throw new AssertionError(ex);
		}
	}

	private static List<JsonNode> documentsOf(Path file) {
		try (var documents = new YAMLMapper().readerFor(JsonNode.class).<JsonNode>readValues(file)) {
			return documents.readAll();
		}
	}

}
