package pizzashop.platform.mail;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

import pizzashop.platform.process.PlatformException;

/**
 * The folder that the mail server fills: one {@code .eml} file for each message, which
 * any mail program opens.
 *
 * @param folder where the messages are
 */
public record Mailbox(Path folder) {

	/**
	 * Every message, the oldest first.
	 * @throws PlatformException when a message or the folder cannot be read
	 */
	public List<Mail> all() {
		List<Mail> mails = new ArrayList<>();
		forEach(mails::add);
		return mails;
	}

	/**
	 * Shows every message to a reader, the oldest first, one after the other: there may
	 * be more than fit into memory.
	 * @throws PlatformException when a message or the folder cannot be read
	 */
	public void forEach(Consumer<Mail> reader) {
		for (Path file : files()) {
			reader.accept(read(file));
		}
	}

	private static Mail read(Path file) {
		try (InputStream content = Files.newInputStream(file)) {
			return Mail.parse(content);
		}
		catch (IOException ex) {
			throw new PlatformException("Cannot read the mail " + file + ": " + ex + ".", ex);
		}
	}

	/**
	 * The messages to an address, the oldest first.
	 * @throws PlatformException when a message or the folder cannot be read
	 */
	public List<Mail> to(String address) {
		return all().stream().filter((mail) -> mail.isTo(address)).toList();
	}

	private List<Path> files() {
		try (Stream<Path> files = Files.list(this.folder)) {
			return files.filter((file) -> file.getFileName().toString().endsWith(Delivery.SUFFIX)).sorted().toList();
		}
		catch (IOException ex) {
			throw new PlatformException("Cannot read the mailbox " + this.folder + ": " + ex + ".", ex);
		}
	}

}
