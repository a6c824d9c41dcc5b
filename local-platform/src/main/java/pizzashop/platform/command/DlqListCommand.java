package pizzashop.platform.command;

import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import pizzashop.contracts.Topics;
import pizzashop.platform.Tcp;
import pizzashop.platform.process.PlatformException;
import pizzashop.platform.records.DeadLetter;
import pizzashop.platform.records.DeadLetterTable;
import pizzashop.platform.records.TopicReader;

/** Lists dead letters. */
@Command(name = "list", description = "List the dead letters with order id and cause, the oldest first.")
final class DlqListCommand implements Callable<Integer> {

	@Mixin
	private final PortOffset portOffset = new PortOffset();

	@Override
	public Integer call() {
		Terminal terminal = new Terminal();
		String bootstrapServers = this.portOffset.ports().bootstrapServers();
		checkAnswers(bootstrapServers);
		try (TopicReader<DeadLetter> reader = new TopicReader<>(bootstrapServers, Topics.ORDERS_DLQ, DeadLetter::of)) {
			List<DeadLetter> letters = reader.readToEnd()
				.stream()
				.sorted(Comparator.comparing(DeadLetter::failedAt))
				.toList();
			if (letters.isEmpty()) {
				terminal.say("No dead letters: every record so far could be processed.");
			}
			else {
				DeadLetterTable.lines(letters).forEach(terminal::say);
			}
		}
		return 0;
	}

	/** Kafka's client would try for long. */
	private static void checkAnswers(String bootstrapServers) {
		try {
			Tcp.connect(bootstrapServers);
		}
		catch (IOException ex) {
			throw new PlatformException(
					"No Kafka answers at " + bootstrapServers + ": start the system with ./pizza up first.", ex);
		}
	}

}
