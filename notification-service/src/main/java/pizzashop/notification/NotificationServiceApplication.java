package pizzashop.notification;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.scheduling.annotation.EnableScheduling;

@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
class NotificationServiceApplication {

	public static void main(String[] arguments) {
		SpringApplication.run(NotificationServiceApplication.class, arguments);
	}

}
