package pizzashop.order.groupcommit;

import java.time.Duration;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Positive;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How orders are placed when many come at once.
 *
 * @param mostWaiting how many orders wait to be placed at most; further ones are refused
 * @param longestWait how long one waits until its turn comes; then, or a tenth later, it
 * is refused. Longer than others are let come ({@link pizzashop.messaging.BatchPause})
 * @param largestBatch how many are placed in one transaction at most
 */
@Validated
@ConfigurationProperties("order.placing")
public record GroupCommitProperties(@DefaultValue("100") @Positive @Max(100_000) int mostWaiting,
		@DefaultValue("500ms") @DurationMin(millis = 100) @DurationMax(minutes = 1) Duration longestWait,
		@DefaultValue("100") @Positive @Max(1000) int largestBatch) {
}
