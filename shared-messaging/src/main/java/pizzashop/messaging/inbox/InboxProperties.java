package pizzashop.messaging.inbox;

import java.time.Duration;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Positive;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How long the inbox remembers.
 *
 * @param retention how long an event is known to have been processed: longer than any
 * topic keeps its records, so that none can come again after it
 * @param cleaningInterval how often older rows are deleted
 * @param cleaningBatch how many rows are deleted in one statement
 */
@Validated
@ConfigurationProperties("messaging.inbox")
public record InboxProperties(@DefaultValue("14d") Duration retention, @DefaultValue("10m") Duration cleaningInterval,
		@DefaultValue("1000") @Positive @Max(10_000) int cleaningBatch) {
}
