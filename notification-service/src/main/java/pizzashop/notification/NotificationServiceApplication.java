package pizzashop.notification;

import org.eclipse.angus.mail.util.MailStreamProvider;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.scheduling.annotation.EnableScheduling;

@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
class NotificationServiceApplication {

	public static void main(String[] arguments) {
		// Named, or the mail library looks through the whole class path for it, several
		// times a mail.
		System.setProperty("jakarta.mail.util.StreamProvider", MailStreamProvider.class.getName());
		SpringApplication.run(NotificationServiceApplication.class, arguments);
	}

}
