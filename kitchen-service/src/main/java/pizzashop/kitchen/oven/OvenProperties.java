package pizzashop.kitchen.oven;

import java.time.Duration;

import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The oven's setting.
 *
 * @param bakeTime how long an order is in the oven
 */
@Validated
@ConfigurationProperties("kitchen")
record OvenProperties(@DefaultValue("5s") @DurationMin @DurationMax(hours = 1) Duration bakeTime) {
}
