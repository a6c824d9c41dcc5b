package pizzashop.messaging.failure;

import java.time.Duration;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Positive;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How long to wait between attempts at a record.
 *
 * @param initial before the second attempt
 * @param multiplier how much longer each wait is than the one before
 * @param max no wait is longer; at most a minute, so that a consumer which waits is not
 * taken for dead
 * @param jitter the share by which a wait is shortened or lengthened at random, so that
 * consumers which failed together do not come back together
 * @param attempts at a record whose handler fails, the first one included, before it
 * becomes a dead letter; in an outage there is no limit
 */
@Validated
@ConfigurationProperties("messaging.retry")
public record RetryProperties(@DefaultValue("200ms") @DurationMin(millis = 1) Duration initial,
		@DefaultValue("2") @DecimalMin("1") double multiplier,
		@DefaultValue("5s") @DurationMin(millis = 1) @DurationMax(minutes = 1) Duration max,
		@DefaultValue("0.2") @DecimalMin("0") @DecimalMax("0.9") double jitter,
		@DefaultValue("5") @Positive int attempts) {

	/** How long to wait after this many failed attempts. */
	Duration pauseAfter(int failedAttempts, double random) {
		double exponential = (double) this.initial.toMillis() * Math.pow(this.multiplier, failedAttempts - 1.0);
		double capped = Math.min(exponential, (double) this.max.toMillis());
		return Duration.ofMillis(Math.round(capped * (1 - this.jitter + 2 * this.jitter * random)));
	}

}
