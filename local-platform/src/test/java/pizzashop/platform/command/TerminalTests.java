package pizzashop.platform.command;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TerminalTests {

	private final ByteArrayOutputStream output = new ByteArrayOutputStream();

	private final PrintStream stream = new PrintStream(this.output, true, StandardCharsets.UTF_8);

	@Test
	void aFileGetsPlainLinesNowAndThen() {
		Terminal terminal = new Terminal(this.stream, false, false);

		for (int second = 1; second <= 10; second++) {
			terminal.waiting(List.of("kafka"), Duration.ofSeconds(second));
		}
		terminal.say(terminal.good("done " + terminal.mark()));

		assertThat(text()).isEqualTo("    waiting for kafka (10 s)\ndone +\n");
	}

	@Test
	void aTerminalGetsALineThatRenewsItself() {
		Terminal terminal = new Terminal(this.stream, true, true);

		terminal.waiting(List.of("kafka", "postgresql"), Duration.ofSeconds(1));
		terminal.say("done");

		assertThat(text()).isEqualTo("    waiting for kafka, postgresql (1 s)\r\033[Kdone\n");
	}

	private String text() {
		return this.output.toString(StandardCharsets.UTF_8);
	}

}
