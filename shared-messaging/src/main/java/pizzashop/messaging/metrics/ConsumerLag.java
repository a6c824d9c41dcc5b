package pizzashop.messaging.metrics;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

import org.springframework.kafka.KafkaException;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.listener.MessageListenerContainer;

/**
 * How many records a consumer group has before it, by topic, as Kafka knows it: what was
 * written last, less what was committed. A consumer's own figure ends with the consumer,
 * and stands still for a partition that waits for a retry; this one does neither. It is
 * that of the whole group, so each instance tells the same.
 */
class ConsumerLag implements AutoCloseable {

	private static final Duration TIMEOUT = Duration.ofSeconds(4);

	/** A group and a topic that it reads. */
	private record Subscription(String group, String topic) {
	}

	private final KafkaListenerEndpointRegistry listeners;

	private final Map<String, Object> adminProperties;

	private final MultiGauge gauges;

	private @Nullable Admin admin;

	ConsumerLag(KafkaListenerEndpointRegistry listeners, Map<String, Object> adminProperties, MeterRegistry meters) {
		this.listeners = listeners;
		this.adminProperties = new HashMap<>(adminProperties);
		this.adminProperties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) TIMEOUT.toMillis());
		this.adminProperties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) TIMEOUT.toMillis());
		this.gauges = MultiGauge.builder("messaging.consumer.lag")
			.description("Records that a consumer group has not processed yet")
			.register(meters);
	}

	/** Reads the lag of every listener's group; while Kafka is away there is none. */
	synchronized Map<?, ?> read() {
		try {
			Map<Subscription, Long> lags = new HashMap<>();
			for (MessageListenerContainer listener : this.listeners.getListenerContainers()) {
				String[] topics = listener.getContainerProperties().getTopics();
				String group = listener.getGroupId();
				if (listener.isRunning() && topics != null && group != null) {
					lags.putAll(lagsOf(group, List.of(topics)));
				}
			}
			this.gauges.register(lags.entrySet()
				.stream()
				.map((lag) -> MultiGauge.Row.of(Tags.of("group", lag.getKey().group(), "topic", lag.getKey().topic()),
						lag.getValue()))
				.toList(), true);
			return lags;
		}
		catch (RuntimeException ex) {
			this.gauges.register(List.of(), true);
			throw ex;
		}
	}

	private Map<Subscription, Long> lagsOf(String group, List<String> topics) {
		Admin kafka = admin();
		List<TopicPartition> partitions = await(kafka.describeTopics(topics).allTopicNames()).values()
			.stream()
			.flatMap((topic) -> topic.partitions()
				.stream()
				.map((partition) -> new TopicPartition(topic.name(), partition.partition())))
			.toList();
		Map<TopicPartition, OffsetAndMetadata> committed = await(
				kafka.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
		Map<TopicPartition, Long> ends = offsets(partitions, OffsetSpec.latest());
		Map<TopicPartition, Long> beginnings = offsets(
				partitions.stream().filter((partition) -> committed.get(partition) == null).toList(),
				OffsetSpec.earliest());
		return partitions.stream()
			.collect(Collectors.groupingBy((partition) -> new Subscription(group, partition.topic()),
					Collectors.summingLong((partition) -> {
						OffsetAndMetadata processed = committed.get(partition);
						long from = (processed != null) ? processed.offset() : beginnings.getOrDefault(partition, 0L);
						return Math.max(0, ends.getOrDefault(partition, from) - from);
					})));
	}

	private Map<TopicPartition, Long> offsets(List<TopicPartition> partitions, OffsetSpec which) {
		return await(admin()
			.listOffsets(partitions.stream().collect(Collectors.toMap((partition) -> partition, (partition) -> which)))
			.all()).entrySet()
			.stream()
			.collect(Collectors.toMap(Map.Entry::getKey, (answer) -> answer.getValue().offset()));
	}

	private static <V> V await(KafkaFuture<V> answer) {
		try {
			return answer.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new KafkaException("Interrupted while asking Kafka for offsets", ex);
		}
		catch (ExecutionException | TimeoutException ex) {
			throw new KafkaException("Kafka did not tell offsets", ex);
		}
	}

	/** Not before it is needed: it would connect at once. */
	private Admin admin() {
		Admin kafka = this.admin;
		if (kafka == null) {
			kafka = Admin.create(this.adminProperties);
			this.admin = kafka;
		}
		return kafka;
	}

	@Override
	public synchronized void close() {
		if (this.admin != null) {
			this.admin.close(Duration.ZERO);
		}
	}

}
