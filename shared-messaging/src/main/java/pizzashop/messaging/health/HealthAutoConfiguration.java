package pizzashop.messaging.health;

import java.util.List;

import pizzashop.messaging.MessagingAutoConfiguration;
import pizzashop.messaging.failure.PartitionRetry;
import pizzashop.messaging.outbox.OutboxRelay;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;

/** Adds {@code consumers} and {@code outbox} to a service's health. */
@AutoConfiguration(after = MessagingAutoConfiguration.class)
class HealthAutoConfiguration {

	@Bean
	ConsumersHealthIndicator consumersHealthIndicator(KafkaListenerEndpointRegistry listeners,
			@Qualifier("partitionRetry") PartitionRetry partitionRetry,
			@Qualifier("patientRetry") PartitionRetry patientRetry) {
		return new ConsumersHealthIndicator(listeners, List.of(partitionRetry, patientRetry));
	}

	@Bean
	OutboxHealthIndicator outboxHealthIndicator(OutboxRelay relay) {
		return new OutboxHealthIndicator(relay);
	}

}
