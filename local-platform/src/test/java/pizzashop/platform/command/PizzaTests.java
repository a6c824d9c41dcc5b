package pizzashop.platform.command;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class PizzaTests {

	@ParameterizedTest
	@ValueSource(strings = { "--help", "demo --help", "up --help", "order --help", "cancel --help", "dlq --help",
			"dlq list --help", "dlq show --help", "dlq redrive --help", "dlq discard --help", "oven --help",
			"oven jam --help", "oven repair --help", "check --help", "train --help" })
	void everyVerbHelps(String line) {
		assertThat(Pizza.run(line.split(" ", -1))).isZero();
	}

	@ParameterizedTest
	@ValueSource(strings = { "bake", "order", "cancel", "up --port-offset many", "dlq", "oven smash",
			"check --patience long", "check --docker --mailbox ." })
	void whatCannotBeMeantIsAUsageError(String line) {
		assertThat(Pizza.run(line.split(" ", -1))).isEqualTo(2);
	}

	@Test
	void aFailureToldInWordsEndsWithOne() {
		assertThat(Pizza.run("dlq", "list", "--port-offset", "60000")).isEqualTo(1);
		assertThat(Pizza.run("check", "--kafka", "127.0.0.1:1")).isEqualTo(1);
		assertThat(Pizza.run("check", "--docker", "--port-offset", "55000")).isEqualTo(1);
		assertThat(Pizza.run("demo", "--docker", "--port-offset", "55000")).isEqualTo(1);
	}

}
