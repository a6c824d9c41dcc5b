package pizzashop.testplatform;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.lifecycle.Startables;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;
import pizzashop.contracts.SchemaRegistration;
import pizzashop.contracts.TopicCreation;
import pizzashop.platform.Databases;
import pizzashop.platform.mail.Mail;
import pizzashop.platform.mail.Mailpit;
import pizzashop.platform.process.PlatformException;

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
		.withEnv("MP_MAX_MESSAGES", "0")
		.withExposedPorts(SMTP_PORT, MAILPIT_API_PORT)
		.waitingFor(Wait.forHttp("/readyz").forPort(MAILPIT_API_PORT));

	private Containers() {
	}

	static Containers start() {
		Containers containers = new Containers();
		Startables.deepStart(containers.kafka, containers.registry, containers.postgres, containers.mailpit).join();
		Databases.create(containers.jdbcUrl(SUPERUSER), SUPERUSER, SUPERUSER);
		try {
			TopicCreation.create(containers.bootstrapServers(), Map.of());
			SchemaRegistration.register(containers.registryUrl(), Map.of());
		}
		catch (IOException | RestClientException ex) {
			throw new IllegalStateException("Cannot create the topics or register the schemas", ex);
		}
		catch (InterruptedException ex) {
			throw PlatformException.interrupted("Creating the topics");
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
		return new Mailpit(
				URI.create("http://" + this.mailpit.getHost() + ":" + this.mailpit.getMappedPort(MAILPIT_API_PORT)))
			.to(address);
	}

}
