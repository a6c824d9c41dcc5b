package pizzashop.messaging.metrics;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import pizzashop.messaging.TestTopic;
import pizzashop.messaging.metrics.ConsumerLag.Subscription;
import pizzashop.testplatform.TestPlatform;

import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.MessageListenerContainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

class ConsumerLagIT {

	private static final Map<String, Object> KAFKA = Map.of("bootstrap.servers", TestPlatform.bootstrapServers(),
			"client.id", "consumer-lag-test");

	private final KafkaListenerEndpointRegistry listeners = mock();

	private final ConsumerLag lag = new ConsumerLag(this.listeners, KAFKA, Duration.ofSeconds(5), Clock.systemUTC(),
			new SimpleMeterRegistry());

	@AfterEach
	void close() {
		this.lag.close();
	}

	@Test
	void whatIsWrittenAndNotCommittedIsLagUnlessTheLogDoesNotKeepIt() throws Exception {
		try (TestTopic topic = TestTopic.create("lag-kept", 2);
				Admin admin = Admin.create(Map.of("bootstrap.servers", TestPlatform.bootstrapServers()))) {
			TopicPartition committed = new TopicPartition(topic.name(), 0);
			TopicPartition untouched = new TopicPartition(topic.name(), 1);
			topic.send(IntStream.range(0, 20).mapToObj((number) -> topic.event(number % 2, "thing", number)).toList());
			admin.alterConsumerGroupOffsets("lag-kept", Map.of(committed, new OffsetAndMetadata(4))).all().get();
			List<MessageListenerContainer> running = List.of(listener("lag-kept", topic.name()));
			given(this.listeners.getListenerContainers()).willReturn(running);
			Subscription subscription = new Subscription("lag-kept", topic.name());

			assertThat(this.lag.read()).isEqualTo(Map.of(subscription, 6L + 10));

			admin
				.deleteRecords(
						Map.of(committed, RecordsToDelete.beforeOffset(7), untouched, RecordsToDelete.beforeOffset(8)))
				.all()
				.get();
			assertThat(this.lag.read()).isEqualTo(Map.of(subscription, 3L + 2));
		}
	}

	@Test
	void aTopicThatIsNotThereDoesNotHideTheLagOfOthers() throws Exception {
		try (TestTopic topic = TestTopic.create("lag-told", 1)) {
			topic.send(List.of(topic.event(0, "thing", 1)));
			List<MessageListenerContainer> running = List.of(listener("lag-told", "lag-nowhere"),
					listener("lag-told", topic.name()), listener("lag-told", "lag-nowhere-either"));
			given(this.listeners.getListenerContainers()).willReturn(running);

			assertThat(this.lag.read()).isEqualTo(Map.of(new Subscription("lag-told", topic.name()), 1L));
		}
	}

	@Test
	void nothingConnectsToKafkaAfterTheClose() {
		List<MessageListenerContainer> running = List.of(listener("lag-closed", "lag-closed"));
		given(this.listeners.getListenerContainers()).willReturn(running);
		this.lag.close();

		assertThat(this.lag.read()).isEmpty();
		assertThat(Thread.getAllStackTraces().keySet()).extracting(Thread::getName)
			.noneMatch((name) -> name.contains("consumer-lag-test"));
	}

	private static MessageListenerContainer listener(String group, String topic) {
		MessageListenerContainer listener = mock();
		given(listener.isRunning()).willReturn(true);
		given(listener.getGroupId()).willReturn(group);
		given(listener.getContainerProperties()).willReturn(new ContainerProperties(topic));
		return listener;
	}

}
