package pizzashop.contracts;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;

/**
 * The step of a deployment that comes before the services: creates the topics, then
 * registers the schemas. Running it again changes nothing.
 */
public final class Deployment {

	private static final int USAGE = 2;

	private Deployment() {
	}

	/**
	 * Exits with 0 when everything is in place, with 1 when Kafka or the registry refuses
	 * or does not answer, with 2 when it was called in another way.
	 * @param arguments Kafka's {@code HOST:PORT}s, the registry's base address, and, if
	 * they want a login, a file of client properties for both
	 */
	public static void main(String[] arguments) throws InterruptedException {
		if (arguments.length < 2 || arguments.length > 3) {
			System.err.println("""
					Give it Kafka's bootstrap servers and the Schema Registry's address, say
					  kafka:9092 http://schema-registry:8081
					and, where they want a login, a file of client properties for both.""");
			System.exit(USAGE);
		}
		try {
			Map<String, String> properties = (arguments.length == 3) ? read(Path.of(arguments[2])) : Map.of();
			TopicCreation.create(arguments[0], properties);
			System.out.printf("Topics %s and %s are there: %d partitions, records kept for %d days%n",
					Topics.PIZZA_ORDERS, Topics.ORDERS_DLQ, Topics.PARTITIONS, Topics.RETENTION.toDays());
			SchemaRegistration.register(arguments[1], properties)
				.forEach((subject, id) -> System.out.printf("Schema %s is registered as %d%n", subject, id));
		}
		catch (IOException | RestClientException ex) {
			System.err.println("Topics and schemas are not all in place: " + ex.getMessage());
			System.exit(1);
		}
	}

	private static Map<String, String> read(Path file) throws IOException {
		Properties properties = new Properties();
		try (Reader reader = Files.newBufferedReader(file)) {
			properties.load(reader);
		}
		catch (NoSuchFileException ex) {
			throw new IOException("there is no file " + file, ex);
		}
		Map<String, String> read = new HashMap<>();
		properties.stringPropertyNames().forEach((name) -> read.put(name, properties.getProperty(name)));
		return read;
	}

}
