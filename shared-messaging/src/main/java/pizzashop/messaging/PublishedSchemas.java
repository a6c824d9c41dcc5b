package pizzashop.messaging;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import org.apache.avro.specific.SpecificRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * The schemas of what a service publishes. The registry gives each its id, and the
 * service's own database remembers it: so a service that starts while the registry is
 * away publishes nevertheless. Whenever the registry answers, its word counts.
 */
public class PublishedSchemas {

	private static final Logger log = LoggerFactory.getLogger(PublishedSchemas.class);

	private final EventSerializer serializer;

	private final JdbcTemplate jdbc;

	private final Set<PublishedSchema> unanswered = ConcurrentHashMap.newKeySet();

	public PublishedSchemas(EventSerializer serializer, JdbcTemplate jdbc) {
		this.serializer = serializer;
		this.jdbc = jdbc;
	}

	/** Gets the ids now, so that nobody has to wait for them later. */
	public void prepare(String topic, List<Class<? extends SpecificRecord>> types) {
		for (Class<? extends SpecificRecord> type : types) {
			PublishedSchema schema = PublishedSchema.of(topic, type);
			recall(schema);
			if (!isAnswered(schema)) {
				this.unanswered.add(schema);
			}
		}
	}

	@Scheduled(initialDelay = 5, fixedDelay = 5, timeUnit = TimeUnit.SECONDS)
	void askAgain() {
		this.unanswered.removeIf(this::isAnswered);
	}

	private boolean isAnswered(PublishedSchema schema) {
		try {
			remember(schema, this.serializer.askForId(schema));
			return true;
		}
		catch (IOException | RestClientException ex) {
			log.warn("The registry gave no id, asking again subject={} cause=\"{}\"", schema.subject(), ex.toString());
			return false;
		}
	}

	private void recall(PublishedSchema schema) {
		this.jdbc
			.queryForList("select id from schema_id where subject = ? and fingerprint = sha256(convert_to(?, 'UTF8'))",
					Integer.class, schema.subject(), schema.text())
			.forEach((id) -> this.serializer.assumeId(schema, id));
	}

	private void remember(PublishedSchema schema, int id) {
		this.jdbc.update("""
				insert into schema_id (subject, fingerprint, id) values (?, sha256(convert_to(?, 'UTF8')), ?)
				on conflict (subject, fingerprint) do update set id = excluded.id""", schema.subject(), schema.text(),
				id);
	}

}
