package pizzashop.notification.mail;

import jakarta.mail.internet.InternetAddress;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the shop writes.
 *
 * @param from the sender of every mail
 */
@ConfigurationProperties("notification")
record NotificationProperties(@DefaultValue("Pizza Shop <shop@pizzashop.example>") InternetAddress from) {
}
