package pizzashop.messaging.metrics;

import java.time.Duration;

import org.hibernate.validator.constraints.time.DurationMin;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How figures are read that are neither counted nor measured here: those of the database
 * and of Kafka.
 *
 * @param interval how often
 */
@Validated
@ConfigurationProperties("messaging.metrics")
public record MetricsProperties(@DefaultValue("5s") @DurationMin(millis = 100) Duration interval) {
}
