package pizzashop.messaging.metrics;

import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.kafka.KafkaException;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.listener.MessageListenerContainer;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.ScheduledTaskRegistrar;

/**
 * How many records a consumer group has before it, by topic, as Kafka knows it: what was
 * written last, less what was committed. A consumer's own figure ends with the consumer,
 * and stands still for a partition that waits for a retry; this one does neither. It is
 * that of the whole group, so each instance tells the same.
 */
class ConsumerLag implements SchedulingConfigurer, AutoCloseable {

	private static final Logger log = LoggerFactory.getLogger(ConsumerLag.class);

	private static final Duration TIMEOUT = Duration.ofSeconds(4);

	/** A group and a topic that it reads. */
	record Subscription(String group, String topic) {
	}

	private final KafkaListenerEndpointRegistry listeners;

	private final Map<String, Object> adminProperties;

	private final Reading<Map<Subscription, Long>> lags;

	private final MultiGauge gauges;

	private final ReentrantLock opening = new ReentrantLock();

	private @Nullable Admin admin;

	private boolean closed;

	ConsumerLag(KafkaListenerEndpointRegistry listeners, Map<String, Object> adminProperties, Duration interval,
			InstantSource clock, MeterRegistry meters) {
		this.listeners = listeners;
		this.adminProperties = new HashMap<>(adminProperties);
		this.adminProperties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) TIMEOUT.toMillis());
		this.adminProperties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) TIMEOUT.toMillis());
		this.lags = new Reading<>(this::read, interval, clock);
		this.gauges = MultiGauge.builder("messaging.consumer.lag")
			.description("Records that a consumer group has not processed yet")
			.register(meters);
	}

	@Override
	public void configureTasks(ScheduledTaskRegistrar tasks) {
		this.lags.configureTasks(tasks);
	}

	/**
	 * The lags of every listener's group; of one that Kafka does not tell there is none.
	 */
	Map<Subscription, Long> read() {
		Map<Subscription, Long> read = new HashMap<>();
		for (MessageListenerContainer listener : this.listeners.getListenerContainers()) {
			String[] topics = listener.getContainerProperties().getTopics();
			String group = listener.getGroupId();
			if (listener.isRunning() && topics != null && group != null) {
				try {
					read.putAll(lagsOf(group, List.of(topics)));
				}
				catch (RuntimeException ex) {
					log.debug("Lag not read, trying again group={} topics={}", group, List.of(topics), ex);
				}
			}
		}
		this.gauges.register(read.keySet().stream().map(this::rowOf).toList());
		return read;
	}

	private MultiGauge.Row<?> rowOf(Subscription subscription) {
		return MultiGauge.Row.of(Tags.of("group", subscription.group(), "topic", subscription.topic()), this.lags,
				(reading) -> reading.tell((read) -> {
					Long lag = read.get(subscription);
					return (lag != null) ? lag : Double.NaN;
				}));
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
		Map<TopicPartition, Long> beginnings = offsets(partitions, OffsetSpec.earliest());
		return partitions.stream()
			.collect(Collectors.groupingBy((partition) -> new Subscription(group, partition.topic()),
					Collectors.summingLong((partition) -> {
						OffsetAndMetadata processed = committed.get(partition);
						// What the log does not keep any more, nobody will process.
						long from = Math.max((processed != null) ? processed.offset() : 0,
								beginnings.getOrDefault(partition, 0L));
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
		this.opening.lock();
		try {
			if (this.closed) {
				throw new KafkaException("Closed");
			}
			Admin kafka = this.admin;
			if (kafka == null) {
				kafka = Admin.create(this.adminProperties);
				this.admin = kafka;
			}
			return kafka;
		}
		finally {
			this.opening.unlock();
		}
	}

	/** Whoever waits for an answer gets an error. */
	@Override
	public void close() {
		this.opening.lock();
		try {
			this.closed = true;
			if (this.admin != null) {
				this.admin.close(Duration.ZERO);
			}
		}
		finally {
			this.opening.unlock();
		}
	}

}
