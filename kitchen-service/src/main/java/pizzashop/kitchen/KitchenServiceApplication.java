package pizzashop.kitchen;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

@SpringBootApplication
@ConfigurationPropertiesScan
class KitchenServiceApplication {

	public static void main(String[] arguments) {
		SpringApplication.run(KitchenServiceApplication.class, arguments);
	}

}
