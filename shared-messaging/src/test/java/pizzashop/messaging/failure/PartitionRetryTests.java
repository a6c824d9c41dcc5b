package pizzashop.messaging.failure;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.kafka.listener.MessageListenerContainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;

class PartitionRetryTests {

	private static final TopicPartition PARTITION = new TopicPartition("things", 0);

	/** No pause ends by itself while a test lasts. */
	private final RetryProperties properties = new RetryProperties(Duration.ofHours(1), 1, Duration.ofHours(1), 0, 5);

	private final MessageListenerContainer container = mock();

	private final MockConsumer<Object, Object> consumer = new MockConsumer<>("earliest");

	private final PartitionRetry retry = new PartitionRetry(Failures.allOutages(), mock(), this.properties,
			new SimpleMeterRegistry(), Clock.systemUTC());

	@AfterEach
	void close() {
		this.retry.close();
	}

	@Test
	void aPartitionThatComesBackIsNeitherFailingNorPausedAnyMore() {
		fail();
		assertThat(this.retry.failingOf(group())).containsOnlyKeys(PARTITION);
		verify(this.container).pausePartition(PARTITION);

		this.retry.onPartitionsAssigned(this.consumer, List.of(PARTITION), () -> {
		});

		assertThat(this.retry.failingOf(group())).isEmpty();
		verify(this.container).resumePartition(PARTITION);
	}

	@Test
	void aPartitionThatStaysIsNotDisturbedWhenOthersCome() {
		fail();

		this.retry.onPartitionsAssigned(this.consumer, List.of(new TopicPartition("things", 1)), () -> {
		});

		assertThat(this.retry.failingOf(group())).containsOnlyKeys(PARTITION);
		verify(this.container, never()).resumePartition(any());
	}

	private void fail() {
		this.consumer.assign(List.of(PARTITION));
		this.consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
		this.retry
			.handleBatch(new IllegalStateException("away"),
					new ConsumerRecords<>(
							Map.of(PARTITION, List.of(new ConsumerRecord<>("things", 0, 7, "key", "value"))), Map.of()),
					this.consumer, this.container, () -> {
					});
	}

	private String group() {
		return this.consumer.groupMetadata().groupId();
	}

}
