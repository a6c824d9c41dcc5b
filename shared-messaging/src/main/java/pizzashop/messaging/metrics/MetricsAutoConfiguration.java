package pizzashop.messaging.metrics;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import pizzashop.messaging.MessagingAutoConfiguration;
import pizzashop.messaging.desk.DeadLetterDesk;
import pizzashop.messaging.outbox.OutboxTable;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.core.KafkaAdmin;

import static java.util.concurrent.TimeUnit.SECONDS;

/**
 * Figures that are not counted where something happens, but read. They are about what all
 * instances of a service share, so each tells the same: take the largest, not the sum.
 */
@AutoConfiguration(after = MessagingAutoConfiguration.class)
@EnableConfigurationProperties(MetricsProperties.class)
class MetricsAutoConfiguration {

	@Bean
	Reading<OutboxTable.Backlog> outboxReading(OutboxTable outbox, MetricsProperties properties) {
		return new Reading<>(outbox::backlog, properties.interval());
	}

	@Bean
	MeterBinder outboxMetrics(Reading<OutboxTable.Backlog> outbox, Clock clock) {
		return (meters) -> {
			Gauge.builder("messaging.outbox.size", outbox, (read) -> read.tell(OutboxTable.Backlog::size))
				.description("Events that are committed and that Kafka does not have yet")
				.register(meters);
			TimeGauge.builder("messaging.outbox.age", outbox, SECONDS, (read) -> read.tell((backlog) -> {
				Duration age = (backlog.oldest() == null) ? Duration.ZERO
						: Duration.between(backlog.oldest(), clock.instant());
				return Math.max(0, age.toMillis() / 1000.0);
			})).description("How long the oldest of these events has waited").register(meters);
		};
	}

	@Bean
	ConsumerLag consumerLag(KafkaListenerEndpointRegistry listeners, KafkaAdmin admin, MeterRegistry meters) {
		return new ConsumerLag(listeners, admin.getConfigurationProperties(), meters);
	}

	@Bean
	Reading<Map<?, ?>> consumerLagReading(ConsumerLag lag, MetricsProperties properties) {
		return new Reading<>(lag::read, properties.interval());
	}

	@Bean
	@ConditionalOnBooleanProperty("messaging.dead-letters.desk")
	Reading<Integer> deskReading(DeadLetterDesk desk, MetricsProperties properties) {
		return new Reading<>(desk::open, properties.interval());
	}

	@Bean
	@ConditionalOnBooleanProperty("messaging.dead-letters.desk")
	MeterBinder openDeadLetters(Reading<Integer> desk) {
		return (meters) -> Gauge.builder("messaging.dead.letters.open", desk, (read) -> read.tell(Integer::doubleValue))
			.description("Dead letters of this service that nobody has decided about")
			.register(meters);
	}

}
