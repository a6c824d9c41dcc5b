package pizzashop.messaging.live;

import java.time.Duration;

import jakarta.validation.constraints.Positive;
import org.hibernate.validator.constraints.time.DurationMin;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How live the pages are.
 *
 * @param reread how often what is watched is looked at although nobody told of a change:
 * an instance may die between a commit and its announcement
 * @param heartbeat how long a stream is silent at most, so that either side notices when
 * the other is gone
 * @param maxStreams how many streams an instance serves at once
 */
@Validated
@ConfigurationProperties("messaging.live")
public record LiveProperties(@DefaultValue("5s") @DurationMin(millis = 1) Duration reread,
		@DefaultValue("15s") @DurationMin(millis = 1) Duration heartbeat,
		@Positive @DefaultValue("1000") int maxStreams) {

}
