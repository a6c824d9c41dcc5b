package pizzashop.platform;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import pizzashop.contracts.Topics;
import pizzashop.platform.process.PlatformException;

/** Creates the topics of the contract: a step of deployment. */
public final class TopicCreation {

	private static final Map<String, String> RETENTION = Map.of(TopicConfig.RETENTION_MS_CONFIG,
			Long.toString(Topics.RETENTION.toMillis()));

	/** In bytes: a dead letter is a record as large as any, and what its headers add. */
	private static final Map<String, String> WITH_HEADERS = Map.of(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, "2097152",
			TopicConfig.RETENTION_MS_CONFIG, Long.toString(Topics.RETENTION.toMillis()));

	private TopicCreation() {
	}

	/**
	 * Creates the topics that are missing.
	 * @throws PlatformException when Kafka does not answer within 60 seconds
	 */
	public static void create(String bootstrapServers) {
		try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
			for (KafkaFuture<Void> created : admin
				.createTopics(List.of(topic(Topics.PIZZA_ORDERS).configs(RETENTION),
						topic(Topics.ORDERS_DLQ).configs(WITH_HEADERS)))
				.values()
				.values()) {
				awaitCreated(created);
			}
		}
		catch (ExecutionException | TimeoutException ex) {
			throw new PlatformException("Cannot create the topics on " + bootstrapServers + ": " + ex + ".", ex);
		}
		catch (InterruptedException ex) {
			throw PlatformException.interrupted("Creating the topics");
		}
	}

	private static NewTopic topic(String name) {
		return new NewTopic(name, Optional.of(Topics.PARTITIONS), Optional.empty());
	}

	private static void awaitCreated(KafkaFuture<Void> created)
			throws ExecutionException, TimeoutException, InterruptedException {
		try {
			created.get(60, TimeUnit.SECONDS);
		}
		catch (ExecutionException ex) {
			if (!(ex.getCause() instanceof TopicExistsException)) {
				throw ex;
			}
		}
	}

}
