package pizzashop.platform.mail;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import org.jspecify.annotations.Nullable;

/**
 * A message that arrived.
 *
 * @param recipients of the envelope and of the headers, each once
 * @param subject decoded; empty when there is none
 * @param messageId as sent, with its angle brackets; empty when there is none
 * @param text the plain text; empty when there is none
 * @param html the same as HTML; empty when there is none
 */
public record Mail(List<String> recipients, String subject, String messageId, String text, String html) {

	/** One for all: making it searches the class path. */
	private static final Session SESSION = Session.getInstance(new Properties());

	/**
	 * Reads a message in the Internet Message Format.
	 * @throws IOException when it cannot be read or is no message
	 */
	public static Mail parse(InputStream content) throws IOException {
		try {
			MimeMessage message = new MimeMessage(SESSION, content);
			return new Mail(recipientsOf(message), orEmpty(message.getSubject()), orEmpty(message.getMessageID()),
					contentOf(message, "text/plain"), contentOf(message, "text/html"));
		}
		catch (MessagingException ex) {
			throw new IOException("Not a readable message", ex);
		}
	}

	/** Whether the message went to an address, upper or lower case. */
	public boolean isTo(String address) {
		return this.recipients.stream().anyMatch(address::equalsIgnoreCase);
	}

	private static List<String> recipientsOf(MimeMessage message) throws MessagingException {
		String[] envelope = message.getHeader(Delivery.RECIPIENT_HEADER);
		Address[] headers = message.getAllRecipients();
		return Stream
			.concat((envelope != null) ? Stream.of(envelope) : Stream.empty(),
					(headers != null) ? Stream.of(headers).map(Mail::plainAddress) : Stream.empty())
			.distinct()
			.toList();
	}

	private static String plainAddress(Address address) {
		return (address instanceof jakarta.mail.internet.InternetAddress internet) ? internet.getAddress()
				: address.toString();
	}

	/** The first part of a type, in the message or nested in its multiparts. */
	private static String contentOf(Part message, String type) throws MessagingException, IOException {
		return partsOf(message).stream()
			.filter((part) -> isOfType(part, type))
			.findFirst()
			.map(Mail::textOf)
			.orElse("");
	}

	private static List<Part> partsOf(Part part) throws MessagingException, IOException {
		if (!part.isMimeType("multipart/*")) {
			return List.of(part);
		}
		List<Part> parts = new ArrayList<>();
		Multipart multipart = (Multipart) part.getContent();
		for (int i = 0; i < multipart.getCount(); i++) {
			parts.addAll(partsOf(multipart.getBodyPart(i)));
		}
		return parts;
	}

	private static boolean isOfType(Part part, String type) {
		try {
			return part.isMimeType(type);
		}
		catch (MessagingException ex) {
			return false;
		}
	}

	private static String textOf(Part part) {
		try {
			return part.getContent().toString();
		}
		catch (MessagingException | IOException ex) {
			return "";
		}
	}

	private static String orEmpty(@Nullable String value) {
		return (value != null) ? value : "";
	}

}
