package pizzashop.messaging.inbox;

import java.time.Duration;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Positive;
import org.hibernate.validator.constraints.time.DurationMin;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How long the inbox remembers.
 *
 * @param retention how long an event is known to have been processed: longer than any
 * topic keeps its records, so that none can come again after it. By default Kafka keeps
 * them for a week, and for the time of a segment on top
 * @param cleaningInterval how often older rows are deleted
 * @param cleaningBatch how many rows are deleted in one statement
 */
@Validated
@ConfigurationProperties("messaging.inbox")
public record InboxProperties(
		@DefaultValue("14d") @DurationMin(days = 9,
				message = "must be at least {days} days, longer than a topic keeps its records") Duration retention,
		@DefaultValue("10m") @DurationMin(seconds = 1) Duration cleaningInterval,
		@DefaultValue("1000") @Positive @Max(10_000) int cleaningBatch) {
}
