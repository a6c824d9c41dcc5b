package pizzashop.notification.alert;

import java.time.Duration;

import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Whom to tell of dead letters, and when.
 *
 * @param owner the address of the shop's owner
 * @param quiet a burst is over when no letter has come for so long
 * @param longest no letter waits longer than this for the burst to be over
 */
@Validated
@ConfigurationProperties("notification.alert")
record AlertProperties(@DefaultValue("owner@pizzashop.example") @NotBlank @Email String owner,
		@DefaultValue("5s") @DurationMin @DurationMax(hours = 1) Duration quiet,
		@DefaultValue("1m") @DurationMin @DurationMax(days = 1) Duration longest) {
}
