package pizzashop.order.cancellation;

import java.time.Duration;

import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How long an order waits.
 *
 * @param kitchenDeadline how long the kitchen has, from the moment in which the order was
 * placed, to put it into the oven or to reject it: a duration such as {@code 90s} or
 * {@code 10m}, milliseconds when it has no unit
 */
@Validated
@ConfigurationProperties("order")
record OrderProperties(@DefaultValue("10m") @DurationMin(millis = 1) @DurationMax(days = 7) Duration kitchenDeadline) {
}
