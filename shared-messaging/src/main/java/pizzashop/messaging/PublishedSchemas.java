package pizzashop.messaging;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import org.apache.avro.specific.SpecificRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * The schemas of what a service publishes. The registry gives each its id, and the
 * service's own database remembers it: so a service that starts while the registry is
 * away publishes nevertheless. Whenever the registry answers, its word counts.
 */
public class PublishedSchemas implements SmartLifecycle {

	private static final Logger log = LoggerFactory.getLogger(PublishedSchemas.class);

	private final EventSerializer serializer;

	private final JdbcTemplate jdbc;

	private final Set<PublishedSchema> prepared = ConcurrentHashMap.newKeySet();

	private final Set<PublishedSchema> unanswered = ConcurrentHashMap.newKeySet();

	private volatile boolean running;

	public PublishedSchemas(EventSerializer serializer, JdbcTemplate jdbc) {
		this.serializer = serializer;
		this.jdbc = jdbc;
	}

	/**
	 * Gets the ids before anything is published, so that nobody has to wait for them
	 * later: when the service starts, or now if it has started.
	 */
	public void prepare(String topic, List<Class<? extends SpecificRecord>> types) {
		List<PublishedSchema> schemas = types.stream().map((type) -> PublishedSchema.of(topic, type)).toList();
		this.prepared.addAll(schemas);
		if (this.running) {
			getIds(schemas);
		}
	}

	/** Whoever prepares something from now on gets the ids without it. */
	@Override
	public void start() {
		this.running = true;
		getIds(this.prepared);
	}

	private void getIds(Collection<PublishedSchema> schemas) {
		schemas.forEach(this::recall);
		this.unanswered.addAll(schemas);
		ask();
	}

	@Override
	public void stop() {
		this.running = false;
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	/** Before whatever may publish. */
	@Override
	public int getPhase() {
		return Integer.MIN_VALUE;
	}

	/** One that does not answer may take seconds for it, so it is asked once. */
	@Scheduled(initialDelay = 5, fixedDelay = 5, timeUnit = TimeUnit.SECONDS)
	void ask() {
		try {
			for (PublishedSchema schema : List.copyOf(this.unanswered)) {
				ask(schema);
			}
		}
		catch (IOException ex) {
			log.warn("The registry does not answer, asking again schemas={} cause=\"{}\"", this.unanswered.size(),
					ex.toString());
		}
	}

	private void ask(PublishedSchema schema) throws IOException {
		try {
			remember(schema, this.serializer.askForId(schema));
			this.unanswered.remove(schema);
		}
		catch (RestClientException ex) {
			log.warn("The registry gave no id, asking again subject={} cause=\"{}\"", schema.subject(), ex.toString());
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
