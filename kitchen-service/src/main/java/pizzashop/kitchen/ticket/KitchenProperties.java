package pizzashop.kitchen.ticket;

import java.time.Duration;

import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How the kitchen works.
 *
 * @param preparationTime how long an order waits before it goes into the oven, and can be
 * cancelled: a duration such as {@code 5s}, milliseconds when it has no unit; with zero
 * it goes in at once
 */
@Validated
@ConfigurationProperties("kitchen")
record KitchenProperties(@DefaultValue("5s") @DurationMin @DurationMax(hours = 1) Duration preparationTime) {
}
