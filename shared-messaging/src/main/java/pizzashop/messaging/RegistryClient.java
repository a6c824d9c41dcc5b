package pizzashop.messaging;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.confluent.kafka.schemaregistry.ParsedSchema;
import io.confluent.kafka.schemaregistry.avro.AvroSchemaProvider;
import io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;

/**
 * Confluent's client, which asks for each schema once and remembers the answer. Until
 * there is one, an id may be assumed.
 */
class RegistryClient extends CachedSchemaRegistryClient {

	private static final int MOST_SCHEMAS = 1000;

	private static final int NOT_FOUND = 404;

	private final Map<PublishedSchema, Integer> assumed = new ConcurrentHashMap<>();

	RegistryClient(List<String> urls, Map<String, ?> properties) {
		super(urls, MOST_SCHEMAS, List.of(new AvroSchemaProvider()), properties, Map.of());
	}

	@Override
	public int getId(String subject, ParsedSchema schema, boolean normalize) throws IOException, RestClientException {
		Integer id = this.assumed.get(new PublishedSchema(subject, schema));
		return (id != null) ? id : super.getId(subject, schema, normalize);
	}

	void assumeId(PublishedSchema schema, int id) {
		this.assumed.put(schema, id);
	}

	/** Asks the registry, whatever is assumed. Any answer ends the assumption. */
	int askForId(PublishedSchema schema) throws IOException, RestClientException {
		try {
			int id = super.getId(schema.subject(), schema.schema(), false);
			this.assumed.remove(schema);
			return id;
		}
		catch (RestClientException ex) {
			if (ex.getStatus() == NOT_FOUND) {
				this.assumed.remove(schema);
			}
			throw ex;
		}
	}

}
