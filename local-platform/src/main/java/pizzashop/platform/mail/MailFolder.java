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
public record MailFolder(Path folder) implements Mailbox {

	@Override
	public void checkReadable() {
		if (!Files.isDirectory(this.folder)) {
			throw new PlatformException("There is no mailbox " + this.folder
					+ ": give the folder to which the system's mail server writes.");
		}
	}

	@Override
	public List<Mail> to(String address) {
		List<Mail> mails = new ArrayList<>();
		for (Path file : files()) {
			Mail mail = parse(file);
			if (mail.isTo(address)) {
				mails.add(mail);
			}
		}
		return mails;
	}

	@Override
	public void forEach(Consumer<byte[]> reader) {
		for (Path file : files()) {
			reader.accept(bytesOf(file));
		}
	}

	private static Mail parse(Path file) {
		try (InputStream content = Files.newInputStream(file)) {
			return Mail.parse(content);
		}
		catch (IOException ex) {
			throw unreadable(file, ex);
		}
	}

	private static byte[] bytesOf(Path file) {
		try {
			return Files.readAllBytes(file);
		}
		catch (IOException ex) {
			throw unreadable(file, ex);
		}
	}

	private static PlatformException unreadable(Path file, IOException ex) {
		return new PlatformException("Cannot read the mail " + file + ": " + ex + ".", ex);
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
