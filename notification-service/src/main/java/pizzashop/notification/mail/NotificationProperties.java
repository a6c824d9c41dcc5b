package pizzashop.notification.mail;

import jakarta.mail.internet.InternetAddress;
import jakarta.validation.constraints.NotNull;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How the shop writes.
 *
 * @param from the sender of every mail
 */
@Validated
@ConfigurationProperties("notification")
record NotificationProperties(@DefaultValue("Pizza Shop <shop@pizzashop.example>") @NotNull InternetAddress from) {
}
