package pizzashop.messaging.metrics;

import java.time.Clock;

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

import static java.util.concurrent.TimeUnit.MILLISECONDS;

/**
 * Figures that are not counted where something happens, but read. They are about what all
 * instances of a service share, so each tells the same: take the largest, not the sum.
 */
@AutoConfiguration(after = MessagingAutoConfiguration.class)
@EnableConfigurationProperties(MetricsProperties.class)
class MetricsAutoConfiguration {

	@Bean
	Reading<OutboxTable.Backlog> outboxReading(OutboxTable outbox, MetricsProperties properties, Clock clock) {
		return new Reading<>(() -> outbox.backlog(clock.instant()), properties.interval(), clock);
	}

	@Bean
	MeterBinder outboxMetrics(Reading<OutboxTable.Backlog> outbox) {
		return (meters) -> {
			Gauge.builder("messaging.outbox.size", outbox, (read) -> read.tell(OutboxTable.Backlog::size))
				.description("Events that are committed and that Kafka does not have yet")
				.register(meters);
			TimeGauge
				.builder("messaging.outbox.age", outbox, MILLISECONDS,
						(read) -> read.tell((backlog) -> backlog.age().toMillis()))
				.description("How long the oldest of these events has waited")
				.register(meters);
		};
	}

	@Bean
	ConsumerLag consumerLag(KafkaListenerEndpointRegistry listeners, KafkaAdmin admin, MetricsProperties properties,
			Clock clock, MeterRegistry meters) {
		return new ConsumerLag(listeners, admin.getConfigurationProperties(), properties.interval(), clock, meters);
	}

	@Bean
	@ConditionalOnBooleanProperty("messaging.dead-letters.desk")
	Reading<Integer> deskReading(DeadLetterDesk desk, MetricsProperties properties, Clock clock) {
		return new Reading<>(desk::open, properties.interval(), clock);
	}

	@Bean
	@ConditionalOnBooleanProperty("messaging.dead-letters.desk")
	MeterBinder openDeadLetters(Reading<Integer> desk) {
		return (meters) -> Gauge.builder("messaging.dead.letters.open", desk, (read) -> read.tell(Integer::doubleValue))
			.description("Dead letters of this service that nobody has decided about")
			.register(meters);
	}

}
