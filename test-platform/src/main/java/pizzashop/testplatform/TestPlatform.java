package pizzashop.testplatform;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.testcontainers.DockerClientFactory;
import pizzashop.platform.mail.Mail;
import pizzashop.platform.records.TopicReader;

/**
 * Real Kafka, Schema Registry, PostgreSQL and a mail server, with topics, schemas and
 * databases in place: from Testcontainers where Docker answers, from local-platform
 * otherwise. Started at the first use, shared by all tests of the JVM, gone with it.
 */
public final class TestPlatform {

	private TestPlatform() {
	}

	/** For Kafka's {@code bootstrap.servers}. */
	public static String bootstrapServers() {
		return Started.BACKEND.bootstrapServers();
	}

	/** For Confluent's {@code schema.registry.url}. */
	public static String registryUrl() {
		return Started.BACKEND.registryUrl();
	}

	/**
	 * The JDBC address of a database: {@code orders}, {@code kitchen} or
	 * {@code notifications}. Role and password are the database's name.
	 */
	public static String jdbcUrl(String database) {
		return Started.BACKEND.jdbcUrl(database);
	}

	/** Where mail is accepted, without authentication or encryption. */
	public static String smtpHost() {
		return Started.BACKEND.smtpHost();
	}

	/** The port at {@link #smtpHost()}. */
	public static int smtpPort() {
		return Started.BACKEND.smtpPort();
	}

	/**
	 * The properties by which a service finds all of it.
	 * @param database as in {@link #jdbcUrl}
	 */
	static Map<String, Object> properties(String database) {
		return Map.of("spring.datasource.url", jdbcUrl(database), "spring.datasource.username", database,
				"spring.datasource.password", database, "spring.kafka.bootstrap-servers", bootstrapServers(),
				"spring.kafka.properties.schema.registry.url", registryUrl(), "spring.mail.host", smtpHost(),
				"spring.mail.port", smtpPort());
	}

	/**
	 * The same as arguments of a service's main method, for a service that runs alone
	 * while it is worked on. Says where everything is.
	 * @param database as in {@link #jdbcUrl}
	 * @param others arguments that come after
	 */
	public static String[] arguments(String database, String... others) {
		List<String> found = properties(database).entrySet()
			.stream()
			.map((property) -> "--" + property.getKey() + "=" + property.getValue())
			.sorted()
			.toList();
		found.forEach(System.out::println);
		return Stream.concat(found.stream(), Stream.of(others)).toArray(String[]::new);
	}

	/** What arrived for an address so far, the oldest first. */
	public static List<Mail> mailTo(String address) {
		return Started.BACKEND.mailTo(address);
	}

	/** What stands on a topic by now, in the order of each partition. */
	public static List<ConsumerRecord<byte[], byte[]>> recordsOf(String topic) {
		try (TopicReader<ConsumerRecord<byte[], byte[]>> reader = new TopicReader<>(bootstrapServers(), topic,
				Function.identity())) {
			return reader.readToEnd();
		}
	}

	/** Initialised, and so started, by the first use. */
	private static final class Started {

		static final Backend BACKEND = start();

		private static Backend start() {
			Backend backend = DockerClientFactory.instance().isDockerAvailable() ? Containers.start()
					: LocalProcesses.start();
			System.out.println(">>> Test platform: " + backend.description() + " <<<");
			return backend;
		}

	}

}
