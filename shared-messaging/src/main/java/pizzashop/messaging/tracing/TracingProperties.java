package pizzashop.messaging.tracing;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What is told of an event while it is processed.
 *
 * @param logKey what the key of its record is called in the log, such as {@code orderId}
 */
@ConfigurationProperties("messaging.tracing")
public record TracingProperties(@DefaultValue("key") String logKey) {
}
