package pizzashop.messaging.outbox;

import java.time.Duration;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Positive;
import org.hibernate.validator.constraints.time.DurationMin;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How the outbox is relayed.
 *
 * @param batchSize the largest number of events sent and deleted in one transaction
 * @param pollInterval how long to wait at most before looking for events that nobody
 * announced: those of an instance that died after its commit
 * @param sendTimeout how long Kafka may take to acknowledge a batch before the relay lets
 * go of its partitions and starts over
 */
@Validated
@ConfigurationProperties("messaging.outbox")
public record OutboxProperties(@DefaultValue("1000") @Positive @Max(10_000) int batchSize,
		@DefaultValue("1s") @DurationMin(millis = 1) Duration pollInterval,
		@DefaultValue("30s") @DurationMin(millis = 1) Duration sendTimeout) {
}
