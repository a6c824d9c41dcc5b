package pizzashop.notification;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

@SpringBootApplication
@ConfigurationPropertiesScan
class NotificationServiceApplication {

	public static void main(String[] arguments) {
		SpringApplication.run(NotificationServiceApplication.class, arguments);
	}

}
