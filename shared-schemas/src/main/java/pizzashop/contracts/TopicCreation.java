package pizzashop.contracts;

import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;

/** Creates the topics of the contract: a step of deployment. */
public final class TopicCreation {

	private static final Map<String, String> EVENTS = Map.of(TopicConfig.RETENTION_MS_CONFIG,
			Long.toString(Topics.RETENTION.toMillis()), TopicConfig.SEGMENT_MS_CONFIG,
			Long.toString(Topics.SEGMENT.toMillis()));

	/** A dead letter is a record as large as any, and what its headers add. */
	private static final Map<String, String> LETTERS = Map.of(TopicConfig.RETENTION_MS_CONFIG,
			Long.toString(Topics.RETENTION.toMillis()), TopicConfig.SEGMENT_MS_CONFIG,
			Long.toString(Topics.SEGMENT.toMillis()), TopicConfig.MAX_MESSAGE_BYTES_CONFIG, "2097152");

	private TopicCreation() {
	}

	/**
	 * Creates the topics that are missing, and gives those that are there the settings of
	 * today.
	 * @param bootstrapServers where Kafka is, as for its clients
	 * @throws IOException when Kafka refuses, or does not answer within 60 seconds
	 * @throws InterruptedException when the thread is interrupted meanwhile
	 */
	public static void create(String bootstrapServers) throws IOException, InterruptedException {
		try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
			Map<String, Map<String, String>> settings = Map.of(Topics.PIZZA_ORDERS, EVENTS, Topics.ORDERS_DLQ, LETTERS);
			for (KafkaFuture<Void> created : admin
				.createTopics(settings.keySet().stream().map(TopicCreation::topic).toList())
				.values()
				.values()) {
				awaitCreated(created);
			}
			admin.incrementalAlterConfigs(settings.entrySet()
				.stream()
				.collect(Collectors.toMap((topic) -> new ConfigResource(ConfigResource.Type.TOPIC, topic.getKey()),
						(topic) -> setting(topic.getValue()))))
				.all()
				.get(60, TimeUnit.SECONDS);
		}
		catch (ExecutionException | TimeoutException ex) {
			throw new IOException("Cannot create the topics on " + bootstrapServers + ": " + ex, ex);
		}
	}

	private static NewTopic topic(String name) {
		return new NewTopic(name, Optional.of(Topics.PARTITIONS), Optional.empty());
	}

	private static Collection<AlterConfigOp> setting(Map<String, String> settings) {
		return settings.entrySet()
			.stream()
			.map((setting) -> new AlterConfigOp(new ConfigEntry(setting.getKey(), setting.getValue()),
					AlterConfigOp.OpType.SET))
			.toList();
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
