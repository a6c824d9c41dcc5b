package pizzashop.contracts;

import java.io.IOException;

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
	 * @param arguments Kafka's {@code HOST:PORT}s, and the registry's base address
	 */
	public static void main(String[] arguments) throws InterruptedException {
		if (arguments.length != 2) {
			System.err.println("Give it two arguments: Kafka's bootstrap servers and the Schema Registry's address, "
					+ "say kafka:9092 http://schema-registry:8081");
			System.exit(USAGE);
		}
		try {
			TopicCreation.create(arguments[0]);
			System.out.printf("Topics %s and %s are there: %d partitions, records kept for %d days%n",
					Topics.PIZZA_ORDERS, Topics.ORDERS_DLQ, Topics.PARTITIONS, Topics.RETENTION.toDays());
			SchemaRegistration.register(arguments[1])
				.forEach((subject, id) -> System.out.printf("Schema %s is registered as %d%n", subject, id));
		}
		catch (IOException | RestClientException ex) {
			System.err.println("Topics and schemas are not all in place: " + ex.getMessage());
			System.exit(1);
		}
	}

}
