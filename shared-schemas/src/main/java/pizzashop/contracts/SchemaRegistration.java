package pizzashop.contracts;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
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
	 * Sets FULL_TRANSITIVE compatibility and registers every event, idempotently.
	 * @param registryUrl the base address of a registry that speaks Confluent's API
	 * @return the schema id of each subject
	 * @throws IOException when the registry does not answer
	 * @throws RestClientException when it refuses, say an incompatible schema (409)
	 */
	public static Map<String, Integer> register(String registryUrl) throws IOException, RestClientException {
		try (SchemaRegistryClient registry = new CachedSchemaRegistryClient(registryUrl, 100)) {
			Map<String, Integer> ids = new LinkedHashMap<>();
			for (Class<? extends SpecificRecord> event : EventCatalogue.EVENTS) {
				ids.put(EventCatalogue.subjectOf(event), register(registry, event));
			}
			return ids;
		}
	}

	private static int register(SchemaRegistryClient registry, Class<? extends SpecificRecord> event)
			throws IOException, RestClientException {
		String subject = EventCatalogue.subjectOf(event);
		int id = registry.register(subject, contractOf(event));
		registry.updateCompatibility(subject, "FULL_TRANSITIVE");
		return id;
	}

	/**
	 * The schema as it stands in the .avsc file, without what the code generator added.
	 */
	static AvroSchema contractOf(Class<? extends SpecificRecord> event) throws IOException {
		String file = "/contracts/" + event.getSimpleName() + ".avsc";
		try (InputStream avsc = Objects.requireNonNull(SchemaRegistration.class.getResourceAsStream(file), file)) {
			return new AvroSchema(new String(avsc.readAllBytes(), StandardCharsets.UTF_8));
		}
	}

}
