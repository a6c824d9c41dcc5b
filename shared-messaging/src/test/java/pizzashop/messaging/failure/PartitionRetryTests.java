package pizzashop.messaging.failure;

import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mockito.ArgumentMatchers;
import pizzashop.messaging.tracing.EventTracing;
import pizzashop.messaging.tracing.TracingProperties;

import org.springframework.kafka.listener.MessageListenerContainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.willThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.spy;
import static org.mockito.Mockito.verify;

class PartitionRetryTests {

	private static final TopicPartition PARTITION = new TopicPartition("things", 0);

	/** No pause ends by itself while a test lasts. */
	private final RetryProperties properties = new RetryProperties(Duration.ofHours(1), 1, Duration.ofHours(1), 0, 5);

	private final MessageListenerContainer container = mock();

	private final MockConsumer<Object, Object> consumer = new MockConsumer<>("earliest");

	private final PartitionRetry retry = new PartitionRetry(Failures.allOutages(), mock(), this.properties,
			new EventTracing(Tracer.NOOP, Propagator.NOOP, "things", new TracingProperties("key"), Clock.systemUTC()),
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
	void aPartitionIsPausedOnlyForTheConsumerThatHasItAndLetGoThereWhenItComesToAnother() {
		MessageListenerContainer own = mock();
		given(this.container.getContainerFor(PARTITION.topic(), PARTITION.partition())).willReturn(own);
		fail();
		verify(own).pausePartition(PARTITION);

		MessageListenerContainer another = mock();
		given(this.container.getContainerFor(PARTITION.topic(), PARTITION.partition())).willReturn(another);
		this.retry.onPartitionsAssigned(this.consumer, List.of(PARTITION), () -> {
		});

		verify(own).resumePartition(PARTITION);
	}

	@Test
	void aPartitionThatStaysIsNotDisturbedWhenOthersCome() {
		fail();

		this.retry.onPartitionsAssigned(this.consumer, List.of(new TopicPartition("things", 1)), () -> {
		});

		assertThat(this.retry.failingOf(group())).containsOnlyKeys(PARTITION);
		verify(this.container, never()).resumePartition(any());
	}

	@Test
	void theConsumerGoesBackToWhatWasCommittedLastWhenWhatItPolledMayBeGone() {
		this.consumer.assign(List.of(PARTITION));
		this.consumer.commitSync(Map.of(PARTITION, new OffsetAndMetadata(7)));
		this.consumer.seek(PARTITION, 12);
		given(this.container.isRunning()).willReturn(true);

		this.retry.handleOtherException(new WakeupException(), this.consumer, this.container, true);

		assertThat(this.consumer.position(PARTITION)).isEqualTo(7);
	}

	@Test
	void itGoesBackToTheBeginningWhereNothingWasCommitted() {
		Consumer<Object, Object> fresh = mock();
		given(fresh.committed(any())).willReturn(Collections.singletonMap(PARTITION, null));
		given(this.container.isRunning()).willReturn(true);

		this.retry.handleOtherException(new WakeupException(), fresh, this.container, true);

		verify(fresh).seekToBeginning(List.of(PARTITION));
	}

	@Test
	void itAsksUntilItKnowsWhatWasCommitted() {
		Consumer<Object, Object> woken = mock();
		given(woken.committed(any())).willThrow(new WakeupException(), new WakeupException())
			.willReturn(Map.of(PARTITION, new OffsetAndMetadata(7)));
		given(this.container.isRunning()).willReturn(true);

		this.retry.handleOtherException(new WakeupException(), woken, this.container, true);

		verify(woken).seek(PARTITION, 7);
	}

	@Test
	void itAsksNoLongerThanTheContainerRuns() {
		Consumer<Object, Object> away = mock();
		given(away.committed(any())).willThrow(new TimeoutException());
		given(this.container.isRunning()).willReturn(true, false);

		this.retry.handleOtherException(new WakeupException(), away, this.container, true);

		verify(away, never()).seek(any(), anyLong());
	}

	@Test
	void aCommitThatAWakeupForTheNextPollHitsIsDoneAllTheSame() {
		Consumer<Object, Object> woken = spy(this.consumer);
		woken.assign(List.of(PARTITION));
		willThrow(new WakeupException()).willCallRealMethod()
			.given(woken)
			.commitSync(ArgumentMatchers.<Map<TopicPartition, OffsetAndMetadata>>any());

		fail(woken);

		assertThat(woken.committed(Set.of(PARTITION)).get(PARTITION).offset()).isEqualTo(7);
	}

	private void fail() {
		this.consumer.assign(List.of(PARTITION));
		this.consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
		fail(this.consumer);
	}

	private void fail(Consumer<Object, Object> consumer) {
		this.retry
			.handleBatch(new IllegalStateException("away"),
					new ConsumerRecords<>(
							Map.of(PARTITION, List.of(new ConsumerRecord<>("things", 0, 7, "key", "value"))), Map.of()),
					consumer, this.container, () -> {
					});
	}

	private String group() {
		return this.consumer.groupMetadata().groupId();
	}

}
