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
import pizzashop.platform.mail.Mailbox;

/** Which receipts arrived, and when: looks into each mail once. */
final class Receipts {

	private static final String SUBJECT = "Your receipt for order ";

	private final Path folder;

	private final Set<Path> seen = new HashSet<>();

	private final Map<String, Instant> arrived = new HashMap<>();

	Receipts(Mailbox mailbox) {
		this.folder = mailbox.folder();
	}

	/** When the first receipt to each address arrived. */
	Map<String, Instant> arrivals() {
		try {
			for (Path file : files()) {
				if (this.seen.add(file)) {
					read(file);
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

	private void read(Path file) throws IOException {
		try (InputStream content = Files.newInputStream(file)) {
			Mail mail = Mail.parse(content);
			if (mail.subject().startsWith(SUBJECT)) {
				Instant at = Files.getLastModifiedTime(file).toInstant();
				mail.recipients().forEach((recipient) -> this.arrived.putIfAbsent(recipient, at));
			}
		}
	}

}
