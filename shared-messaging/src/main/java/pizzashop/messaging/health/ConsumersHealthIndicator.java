package pizzashop.messaging.health;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.apache.kafka.common.Metric;
import org.apache.kafka.common.TopicPartition;
import pizzashop.messaging.failure.FailingRecord;
import pizzashop.messaging.failure.FailureKind;
import pizzashop.messaging.failure.PartitionRetry;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.listener.MessageListenerContainer;

/**
 * Whether the listeners get on: down while one waits for something that is away, and says
 * for what and since when. A service that waits is still ready to serve, so this is no
 * part of readiness.
 */
public class ConsumersHealthIndicator implements HealthIndicator {

	private final KafkaListenerEndpointRegistry listeners;

	private final List<PartitionRetry> retries;

	public ConsumersHealthIndicator(KafkaListenerEndpointRegistry listeners, List<PartitionRetry> retries) {
		this.listeners = listeners;
		this.retries = retries;
	}

	@Override
	public Health health() {
		Map<String, Object> waiting = new TreeMap<>();
		Map<String, Object> retrying = new TreeMap<>();
		for (MessageListenerContainer listener : this.listeners.getListenerContainers()) {
			if (!listener.isAutoStartup() && !listener.isRunning()) {
				continue;
			}
			String group = String.valueOf(listener.getGroupId());
			if (!listener.isRunning()) {
				waiting.put(group, "stopped");
			}
			else if (!isConnected(listener)) {
				waiting.put(group, "no connection to a broker");
			}
			failingOf(listener, group).forEach((partition, record) -> {
				boolean outage = record.kind() == FailureKind.OUTAGE;
				(outage ? waiting : retrying).put(group + " at " + partition + "@" + record.offset(),
						"since " + record.since() + ", " + record.failed() + " attempts, cause: " + record.cause());
			});
		}
		Health.Builder health = waiting.isEmpty() ? Health.up() : Health.down().withDetail("waiting", waiting);
		if (!retrying.isEmpty()) {
			health.withDetail("retrying", retrying);
		}
		return health.build();
	}

	/** Of the partitions that it still has. */
	private Map<TopicPartition, FailingRecord> failingOf(MessageListenerContainer listener, String group) {
		Map<TopicPartition, FailingRecord> failing = new HashMap<>();
		this.retries.forEach((retry) -> failing.putAll(retry.failingOf(group)));
		var assigned = listener.getAssignedPartitions();
		failing.keySet().removeIf((partition) -> assigned == null || !assigned.contains(partition));
		return failing;
	}

	/** A consumer without a broker polls in vain, and does not fail. */
	private static boolean isConnected(MessageListenerContainer listener) {
		return listener.metrics()
			.values()
			.stream()
			.flatMap((metrics) -> metrics.entrySet().stream())
			.filter((entry) -> entry.getKey().name().equals("connection-count")
					&& entry.getKey().group().equals("consumer-metrics"))
			.map((entry) -> (Metric) entry.getValue())
			.anyMatch((metric) -> metric.metricValue() instanceof Number count && count.doubleValue() > 0);
	}

}
