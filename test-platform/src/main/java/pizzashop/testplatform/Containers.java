package pizzashop.testplatform;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.lifecycle.Startables;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;
import pizzashop.contracts.SchemaRegistration;
import pizzashop.platform.Databases;
import pizzashop.platform.TopicCreation;
import pizzashop.platform.mail.Mail;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Containers, which Testcontainers removes when the JVM is gone. */
final class Containers implements Backend {

	private static final String KAFKA_IN_THE_NETWORK = "kafka:19092";

	private static final String SUPERUSER = "postgres";

	private static final int REGISTRY_PORT = 8081;

	private static final int SMTP_PORT = 1025;

	private static final int MAILPIT_API_PORT = 8025;

	private final Network network = Network.newNetwork();

	private final KafkaContainer kafka = new KafkaContainer(DockerImageName.parse("apache/kafka:4.2.1"))
		.withNetwork(this.network)
		.withListener(KAFKA_IN_THE_NETWORK)
		.withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false")
		.withEnv("KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS", "0");

	private final GenericContainer<?> registry = new GenericContainer<>(
			DockerImageName.parse("confluentinc/cp-schema-registry:8.1.0"))
		.withNetwork(this.network)
		.dependsOn(this.kafka)
		.withEnv("SCHEMA_REGISTRY_HOST_NAME", "schema-registry")
		.withEnv("SCHEMA_REGISTRY_LISTENERS", "http://0.0.0.0:" + REGISTRY_PORT)
		.withEnv("SCHEMA_REGISTRY_KAFKASTORE_BOOTSTRAP_SERVERS", "PLAINTEXT://" + KAFKA_IN_THE_NETWORK)
		.withExposedPorts(REGISTRY_PORT)
		.waitingFor(Wait.forHttp("/subjects").forStatusCode(200).withStartupTimeout(Duration.ofMinutes(2)));

	private final PostgreSQLContainer postgres = new PostgreSQLContainer(DockerImageName.parse("postgres:18"))
		.withDatabaseName(SUPERUSER)
		.withUsername(SUPERUSER)
		.withPassword(SUPERUSER);

	private final GenericContainer<?> mailpit = new GenericContainer<>(DockerImageName.parse("axllent/mailpit:v1.27"))
		.withExposedPorts(SMTP_PORT, MAILPIT_API_PORT)
		.waitingFor(Wait.forHttp("/readyz").forPort(MAILPIT_API_PORT));

	private final HttpClient http = HttpClient.newHttpClient();

	private final JsonMapper json = new JsonMapper();

	private Containers() {
	}

	static Containers start() {
		Containers containers = new Containers();
		Startables.deepStart(containers.kafka, containers.registry, containers.postgres, containers.mailpit).join();
		TopicCreation.create(containers.bootstrapServers());
		Databases.create(containers.jdbcUrl(SUPERUSER), SUPERUSER, SUPERUSER);
		try {
			SchemaRegistration.register(containers.registryUrl());
		}
		catch (IOException | RestClientException ex) {
			throw new IllegalStateException("Cannot register the schemas", ex);
		}
		return containers;
	}

	@Override
	public String description() {
		return "Testcontainers, because Docker answers";
	}

	@Override
	public String bootstrapServers() {
		return this.kafka.getBootstrapServers();
	}

	@Override
	public String registryUrl() {
		return "http://" + this.registry.getHost() + ":" + this.registry.getMappedPort(REGISTRY_PORT);
	}

	@Override
	public String jdbcUrl(String database) {
		return "jdbc:postgresql://" + this.postgres.getHost() + ":"
				+ this.postgres.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT) + "/" + database;
	}

	@Override
	public String smtpHost() {
		return this.mailpit.getHost();
	}

	@Override
	public int smtpPort() {
		return this.mailpit.getMappedPort(SMTP_PORT);
	}

	@Override
	public List<Mail> mailTo(String address) {
		String query = URLEncoder.encode("to:\"" + address + "\"", StandardCharsets.UTF_8);
		List<Mail> mails = new ArrayList<>();
		for (JsonNode message : this.json.readTree(get("/api/v1/search?limit=1000&query=" + query)).get("messages")) {
			mails.add(read(message.get("ID").asString()));
		}
		// Mailpit lists the newest first
		return mails.reversed();
	}

	private Mail read(String id) {
		try {
			return Mail.parse(new ByteArrayInputStream(get("/api/v1/message/" + id + "/raw")));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private byte[] get(String path) {
		URI uri = URI
			.create("http://" + this.mailpit.getHost() + ":" + this.mailpit.getMappedPort(MAILPIT_API_PORT) + path);
		try {
			HttpResponse<byte[]> response = this.http.send(HttpRequest.newBuilder(uri).build(),
					HttpResponse.BodyHandlers.ofByteArray());
			if (response.statusCode() != 200) {
				throw new IllegalStateException(uri + " answered " + response.statusCode());
			}
			return response.body();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("Interrupted", ex);
		}
	}

}
