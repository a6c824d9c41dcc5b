package pizzashop.notification.mail;

import jakarta.mail.internet.InternetAddress;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How the shop writes.
 *
 * @param from the sender of every mail
 * @param connections to the mail server that an instance has at most, over each of which
 * one mail goes at a time, or up to 25 where the server takes them before it answers
 */
@Validated
@ConfigurationProperties("notification")
record NotificationProperties(@DefaultValue("Pizza Shop <shop@pizzashop.example>") @NotNull InternetAddress from,
		@DefaultValue("8") @Positive @Max(100) int connections) {
}
