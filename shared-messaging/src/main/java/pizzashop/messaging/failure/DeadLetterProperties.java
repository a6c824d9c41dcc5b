package pizzashop.messaging.failure;

import java.time.Duration;

import jakarta.validation.constraints.NotBlank;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where dead letters go.
 *
 * @param topic with as many partitions as the topics consumed
 * @param sendTimeout how long Kafka may take to acknowledge one
 */
@Validated
@ConfigurationProperties("messaging.dead-letters")
public record DeadLetterProperties(@NotBlank String topic, @DefaultValue("10s") Duration sendTimeout) {
}
