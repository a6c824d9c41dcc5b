package pizzashop.platform.mail;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.TooMuchDataException;

/**
 * Takes one message. It is in the folder, whole, before the server answers 250: who kills
 * this process loses none. Like Kafka with its log, it leaves it to the operating system
 * when that gets to the disk.
 */
final class Delivery implements MessageHandler {

	/** Names the recipients of the envelope, who need not be those of the headers. */
	static final String RECIPIENT_HEADER = "Delivered-To";

	static final String SUFFIX = ".eml";

	private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSSSSS", Locale.ROOT)
		.withZone(ZoneOffset.UTC);

	private final Path folder;

	private final int maximumBytes;

	private final List<String> recipients = new ArrayList<>();

	private String sender = "";

	Delivery(Path folder, int maximumBytes) {
		this.folder = folder;
		this.maximumBytes = maximumBytes;
	}

	@Override
	public void from(String address) {
		this.sender = address;
	}

	@Override
	public void recipient(String address) {
		this.recipients.add(address);
	}

	@Override
	public @Nullable String data(InputStream message) throws IOException {
		byte[] content = message.readNBytes(this.maximumBytes + 1);
		if (content.length > this.maximumBytes) {
			throw new TooMuchDataException("A message may have " + this.maximumBytes + " bytes");
		}
		String name = TIME.format(Instant.now()) + "-" + UUID.randomUUID();
		Path partial = this.folder.resolve(name + ".part");
		try (OutputStream file = Files.newOutputStream(partial, StandardOpenOption.CREATE_NEW)) {
			file.write(envelope());
			file.write(content);
		}
		Files.move(partial, this.folder.resolve(name + SUFFIX), StandardCopyOption.ATOMIC_MOVE);
		return null;
	}

	private byte[] envelope() {
		StringBuilder headers = new StringBuilder("Return-Path: <" + this.sender + ">\r\n");
		this.recipients
			.forEach((recipient) -> headers.append(RECIPIENT_HEADER).append(": ").append(recipient).append("\r\n"));
		return headers.toString().getBytes(StandardCharsets.UTF_8);
	}

	@Override
	public void done() {
	}

}
