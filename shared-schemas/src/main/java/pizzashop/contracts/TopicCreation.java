package pizzashop.contracts;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;

/** Creates the topics of the contract: a step of deployment. */
public final class TopicCreation {

	private static final ConfigEntry RETENTION = new ConfigEntry(TopicConfig.RETENTION_MS_CONFIG,
			Long.toString(Topics.RETENTION.toMillis()));

	private static final ConfigEntry SEGMENT = new ConfigEntry(TopicConfig.SEGMENT_MS_CONFIG,
			Long.toString(Topics.SEGMENT.toMillis()));

	/** A dead letter is a record as large as any, and what its headers add. */
	private static final ConfigEntry LARGEST_LETTER = new ConfigEntry(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, "2097152");

	private static final Map<String, List<ConfigEntry>> SETTINGS = Map.of(Topics.PIZZA_ORDERS,
			List.of(RETENTION, SEGMENT), Topics.ORDERS_DLQ, List.of(RETENTION, SEGMENT, LARGEST_LETTER));

	private TopicCreation() {
	}

	/**
	 * Creates the topics that are missing, and gives those that are there the settings of
	 * today.
	 * @param bootstrapServers where Kafka is, as for its clients
	 * @param clientProperties what else Kafka's clients need, say to log in
	 * @throws IOException when Kafka refuses, or does not answer within 60 seconds, or
	 * has one of the topics with another number of partitions
	 * @throws InterruptedException when the thread is interrupted meanwhile
	 */
	public static void create(String bootstrapServers, Map<String, String> clientProperties)
			throws IOException, InterruptedException {
		Map<String, Object> properties = new HashMap<>(clientProperties);
		properties.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
		try (Admin admin = Admin.create(properties)) {
			List<String> there = new ArrayList<>();
			for (Map.Entry<String, KafkaFuture<Void>> created : admin
				.createTopics(SETTINGS.keySet().stream().map(TopicCreation::topic).toList())
				.values()
				.entrySet()) {
				if (wasThere(created.getValue())) {
					there.add(created.getKey());
				}
			}
			checkPartitions(admin, there);
			Map<ConfigResource, Collection<AlterConfigOp>> changes = new HashMap<>();
			SETTINGS.forEach((topic, settings) -> changes.put(new ConfigResource(ConfigResource.Type.TOPIC, topic),
					settings.stream().map((setting) -> new AlterConfigOp(setting, AlterConfigOp.OpType.SET)).toList()));
			admin.incrementalAlterConfigs(changes).all().get(60, TimeUnit.SECONDS);
		}
		catch (ExecutionException | TimeoutException | KafkaException ex) {
			throw new IOException("Cannot create the topics on " + bootstrapServers + ": " + ex, ex);
		}
	}

	/** Letters keep the partition of their record: in fewer some would have no place. */
	private static void checkPartitions(Admin admin, List<String> topics)
			throws IOException, ExecutionException, TimeoutException, InterruptedException {
		for (TopicDescription topic : admin.describeTopics(topics).allTopicNames().get(60, TimeUnit.SECONDS).values()) {
			if (topic.partitions().size() != Topics.PARTITIONS) {
				throw new IOException(
						"The topic " + topic.name() + " has " + topic.partitions().size() + " partitions, not "
								+ Topics.PARTITIONS + ": delete it if it is empty, or copy what is in it");
			}
		}
	}

	private static NewTopic topic(String name) {
		return new NewTopic(name, Optional.of(Topics.PARTITIONS), Optional.empty());
	}

	private static boolean wasThere(KafkaFuture<Void> created)
			throws ExecutionException, TimeoutException, InterruptedException {
		try {
			created.get(60, TimeUnit.SECONDS);
			return false;
		}
		catch (ExecutionException ex) {
			if (ex.getCause() instanceof TopicExistsException) {
				return true;
			}
			throw ex;
		}
	}

}
