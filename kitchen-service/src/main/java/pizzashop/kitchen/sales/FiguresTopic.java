package pizzashop.kitchen.sales;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * The topic through which the kitchen's instances tell each other what they counted. Like
 * those that Kafka Streams makes, it is nobody else's and has the name of the application
 * in front.
 *
 * @param client Kafka's client properties
 * @param replicas how many copies Kafka keeps; by default as many as it always does
 */
record FiguresTopic(Map<String, Object> client, String name, Optional<Short> replicas) {

	private static final Map<String, String> CONFIGURATION = Map.of(TopicConfig.CLEANUP_POLICY_CONFIG,
			TopicConfig.CLEANUP_POLICY_COMPACT);

	/** In milliseconds: whoever waits tries again, and says meanwhile for what. */
	private static final Map<String, Object> SHORT_WAIT = Map.of(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 4000,
			AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 8000);

	/**
	 * Creates it when it is missing. One partition: everybody reads all of it.
	 * @throws KafkaException when Kafka does not do so within seconds
	 */
	void create() throws InterruptedException {
		Map<String, Object> properties = new HashMap<>(this.client);
		properties.putAll(SHORT_WAIT);
		try (Admin admin = Admin.create(properties)) {
			admin.createTopics(List.of(new NewTopic(this.name, Optional.of(1), this.replicas).configs(CONFIGURATION)))
				.all()
				.get();
		}
		catch (ExecutionException ex) {
			if (!(ex.getCause() instanceof TopicExistsException)) {
				throw new KafkaException("The topic " + this.name + " can't be created", ex.getCause());
			}
		}
	}

}
