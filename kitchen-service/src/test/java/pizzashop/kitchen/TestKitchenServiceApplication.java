package pizzashop.kitchen;

import pizzashop.testplatform.TestPlatform;

import org.springframework.boot.SpringApplication;

/**
 * Runs the service alone, with Kafka, registry, database and mail server of its own, as
 * {@code mvn spring-boot:test-run} does: CONTRIBUTING.md has the command.
 */
class TestKitchenServiceApplication {

	public static void main(String[] arguments) {
		SpringApplication.from(KitchenServiceApplication::main).run(TestPlatform.arguments("kitchen", arguments));
	}

}
