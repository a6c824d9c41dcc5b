package pizzashop.systemtests;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import pizzashop.platform.mail.Mail;
import pizzashop.platform.mail.MailFolder;

/** Which receipts arrived, and when: looks into each mail once. */
final class Receipts {

	private static final String SUBJECT = "Your receipt for order ";

	private final Path folder;

	private final Set<Path> seen = new HashSet<>();

	private final Map<String, Instant> arrived = new HashMap<>();

	private final Instant since;

	/**
	 * @param since what arrived before this moment is not looked into
	 */
	Receipts(MailFolder mailbox, Instant since) {
		this.folder = mailbox.folder();
		this.since = since;
	}

	/** When the first receipt to each address arrived. */
	Map<String, Instant> arrivals() {
		try {
			for (Path file : files()) {
				if (this.seen.add(file)) {
					Instant at = Files.getLastModifiedTime(file).toInstant();
					if (!at.isBefore(this.since)) {
						read(file, at);
					}
				}
			}
			return Map.copyOf(this.arrived);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private List<Path> files() throws IOException {
		try (Stream<Path> files = Files.list(this.folder)) {
			return files.filter((file) -> file.toString().endsWith(".eml")).sorted().toList();
		}
	}

	private void read(Path file, Instant at) throws IOException {
		try (InputStream content = Files.newInputStream(file)) {
			Mail mail = Mail.parse(content);
			if (mail.subject().startsWith(SUBJECT)) {
				mail.recipients().forEach((recipient) -> this.arrived.putIfAbsent(recipient, at));
			}
		}
	}

}
