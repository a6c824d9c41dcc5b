package pizzashop.messaging.tracing;

import jakarta.validation.constraints.NotBlank;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What is told of an event while it is processed.
 *
 * @param logKey what the key of its record is called in the log, such as {@code orderId}
 */
@Validated
@ConfigurationProperties("messaging.tracing")
public record TracingProperties(@DefaultValue("key") @NotBlank String logKey) {
}
