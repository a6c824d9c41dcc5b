package pizzashop.messaging.failure;

import java.net.URI;
import java.time.Duration;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Positive;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Where dead letters go, and what may be done about them.
 *
 * @param topic with as many partitions as the topics consumed
 * @param sendTimeout how long Kafka may take to acknowledge one
 * @param desk whether the service keeps a desk of its own letters, on its management port
 * @param mostRounds how often a letter is redriven without force
 * @param keyUrl where to look at what a record's key stands for, with {@code {key}} in
 * its place
 * @param deskUrl where browsers find the desk; the management port of the host that they
 * asked when nobody said
 * @param retention how long a letter is kept after it was closed
 * @param cleaningInterval how often older ones are deleted
 */
@Validated
@ConfigurationProperties("messaging.dead-letters")
public record DeadLetterProperties(@NotBlank String topic,
		@DefaultValue("10s") @DurationMin(millis = 1) Duration sendTimeout, boolean desk,
		@DefaultValue("5") @Positive int mostRounds, @Nullable String keyUrl, @Nullable URI deskUrl,
		@DefaultValue("90d") @DurationMin(seconds = 1) Duration retention,
		@DefaultValue("1h") @DurationMin(seconds = 1) Duration cleaningInterval) {

	/** Where to look at what a key stands for; null when nobody said. */
	public @Nullable URI urlOf(@Nullable String key) {
		return (this.keyUrl == null || key == null) ? null
				: UriComponentsBuilder.fromUriString(this.keyUrl).encode().buildAndExpand(key).toUri();
	}

}
