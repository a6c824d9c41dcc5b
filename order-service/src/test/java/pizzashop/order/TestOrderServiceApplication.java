package pizzashop.order;

import pizzashop.testplatform.TestPlatform;

import org.springframework.boot.SpringApplication;

/**
 * Runs the service alone, with Kafka, registry, database and mail server of its own, as
 * {@code mvn spring-boot:test-run} does: CONTRIBUTING.md has the command.
 */
class TestOrderServiceApplication {

	public static void main(String[] arguments) {
		run(arguments);
	}

	static SpringApplication.Running run(String... arguments) {
		return SpringApplication.from(OrderServiceApplication::main).run(TestPlatform.arguments("orders", arguments));
	}

}
