package pizzashop.platform.command;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import pizzashop.contracts.Topics;
import pizzashop.platform.process.PlatformException;
import pizzashop.platform.records.DeadLetter;
import pizzashop.platform.records.DeadLetterTable;
import pizzashop.platform.records.TopicReader;

/** Lists dead letters. */
@Command(name = "list", description = "List the dead letters with order id and cause, the oldest first.")
final class DlqListCommand implements Callable<Integer> {

	private static final int TIMEOUT_MILLISECONDS = 2000;

	@Mixin
	private final PortOffset portOffset = new PortOffset();

	@Override
	public Integer call() {
		Terminal terminal = new Terminal();
		checkKafka();
		try (TopicReader reader = new TopicReader(this.portOffset.bootstrapServers(), Topics.ORDERS_DLQ)) {
			List<DeadLetter> letters = reader.readToEnd()
				.stream()
				.map(DeadLetter::of)
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

	/** Kafka's client would try for a minute. */
	private void checkKafka() {
		try (Socket socket = new Socket()) {
			socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), this.portOffset.ports().kafka()),
					TIMEOUT_MILLISECONDS);
		}
		catch (IOException ex) {
			throw new PlatformException("No Kafka answers at " + this.portOffset.bootstrapServers()
					+ ": start the system with ./pizza up first.", ex);
		}
	}

}
