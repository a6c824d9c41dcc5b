package pizzashop.contracts;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import org.apache.avro.specific.SpecificRecord;

/**
 * Registers the catalogue's schemas: a step of deployment. Producers never register at
 * run time, so a schema that nobody reviewed cannot slip in.
 */
public final class SchemaRegistration {

	private SchemaRegistration() {
	}

	/**
	 * Sets FULL_TRANSITIVE compatibility and registers every released version of every
	 * event and then the contract of today, idempotently. So any registry refuses what is
	 * incompatible with one of them, also a new one and one that has other versions
	 * already.
	 * @param registryUrl the base address of a registry that speaks Confluent's API
	 * @param clientProperties what else its client needs, say to log in
	 * @return the id of today's schema of each subject
	 * @throws IOException when the registry does not answer
	 * @throws RestClientException when it refuses, say an incompatible schema (409): it
	 * names the subject, and says what the registry said
	 */
	public static Map<String, Integer> register(String registryUrl, Map<String, String> clientProperties)
			throws IOException, RestClientException {
		Map<String, Object> properties = new HashMap<>(clientProperties);
		// An answer of 5xx, say while the registry looks for its leader, is asked for
		// again.
		properties.putIfAbsent("max.retries", 5);
		properties.putIfAbsent("retries.wait.ms", 500);
		try (SchemaRegistryClient registry = new CachedSchemaRegistryClient(registryUrl, 100, properties)) {
			Map<String, Integer> ids = new LinkedHashMap<>();
			for (Class<? extends SpecificRecord> event : EventCatalogue.EVENTS) {
				String subject = EventCatalogue.subjectOf(event);
				// First, since a registry's own level may be a lower one: Confluent's is
				// BACKWARD, Apicurio's none.
				registry.updateCompatibility(subject, "FULL_TRANSITIVE");
				for (String file : filesOf(event)) {
					ids.put(subject, register(registry, subject, file));
				}
			}
			return ids;
		}
	}

	private static int register(SchemaRegistryClient registry, String subject, String file)
			throws IOException, RestClientException {
		try {
			return registry.register(subject, read(file));
		}
		catch (RestClientException ex) {
			String said = String.valueOf(ex.getMessage()).replaceFirst("; error code: \\d+$", "");
			throw new RestClientException(
					"The registry refused " + file + " for the subject " + subject + ", and said: " + said,
					ex.getStatus(), ex.getErrorCode());
		}
	}

	/** What was released, the oldest first, and then the contract of today. */
	private static List<String> filesOf(Class<? extends SpecificRecord> event) {
		String released = "/contracts/released/" + event.getSimpleName() + "/%d.avsc";
		List<String> files = new ArrayList<>();
		for (int version = 1; SchemaRegistration.class.getResource(released.formatted(version)) != null; version++) {
			files.add(released.formatted(version));
		}
		files.add(fileOf(event));
		return files;
	}

	/**
	 * The schema as it stands in the .avsc file, without what the code generator added.
	 */
	static AvroSchema contractOf(Class<? extends SpecificRecord> event) throws IOException {
		return read(fileOf(event));
	}

	private static String fileOf(Class<? extends SpecificRecord> event) {
		return "/contracts/" + event.getSimpleName() + ".avsc";
	}

	private static AvroSchema read(String file) throws IOException {
		try (InputStream avsc = Objects.requireNonNull(SchemaRegistration.class.getResourceAsStream(file), file)) {
			return new AvroSchema(new String(avsc.readAllBytes(), StandardCharsets.UTF_8));
		}
	}

}
