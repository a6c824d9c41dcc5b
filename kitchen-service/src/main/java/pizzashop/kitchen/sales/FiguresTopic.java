package pizzashop.kitchen.sales;

import java.util.Map;
import java.util.Optional;

import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

import org.springframework.kafka.core.KafkaAdmin;

/**
 * The topic through which the kitchen's instances tell each other what they counted. Like
 * those that Kafka Streams makes, it is nobody else's and has the name of the application
 * in front.
 *
 * @param replicas how many copies Kafka keeps, or -1 for as many as it does by default
 */
record FiguresTopic(KafkaAdmin admin, String name, short replicas) {

	private static final Map<String, String> CONFIGURATION = Map.of(TopicConfig.CLEANUP_POLICY_CONFIG,
			TopicConfig.CLEANUP_POLICY_COMPACT);

	/** Creates it when it is missing. One partition: everybody reads all of it. */
	void create() {
		NewTopic topic = new NewTopic(this.name, Optional.of(1),
				(this.replicas < 0) ? Optional.empty() : Optional.of(this.replicas));
		topic.configs(CONFIGURATION);
		this.admin.createOrModifyTopics(topic);
	}

}
