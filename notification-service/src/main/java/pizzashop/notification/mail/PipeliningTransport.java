package pizzashop.notification.mail;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Pattern;

import jakarta.mail.Address;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.NoSuchProviderException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import jakarta.mail.internet.InternetAddress;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

import static java.nio.charset.StandardCharsets.US_ASCII;

/**
 * A connection to a mail server on which a mail waits twice instead of four times, where
 * the server offers that: MAIL, RCPT and DATA go out together. The first mail goes step
 * by step. Mails have one recipient each.
 * <p>
 * It can be connected once. When a sending has failed, answers may be outstanding, and
 * the server may take what is said next for content: all that the connection is good for
 * then is to be closed. That also ends a content that the server is waiting for, without
 * the dot that would make it a mail.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc2920">RFC 2920: SMTP command
 * pipelining</a>
 */
final class PipeliningTransport extends SMTPTransport {

	private static final String LINE_END = "\r\n";

	/** What else a command holds is for the library to encode, or to refuse. */
	private static final Pattern PLAIN_COMMAND = Pattern.compile("[ -~]+");

	/** Commands that the server has got, before their turn. */
	private final Deque<String> sentAhead = new ArrayDeque<>();

	/** What is written here goes to the server with the next command. */
	private @Nullable OutputStream buffer;

	private String recipient = "";

	/** What is asked for each recipient, such as to notify us of failures. */
	private String parameters = "";

	/**
	 * @param protocol "smtp", or "smtps" when the connection begins with TLS
	 * @throws NoSuchProviderException when it is neither
	 */
	PipeliningTransport(Session session, String protocol) throws NoSuchProviderException {
		super(session, new URLName(protocol, null, -1, null, null, null), protocol, beginsWithTls(protocol));
	}

	private static boolean beginsWithTls(String protocol) throws NoSuchProviderException {
		return switch (protocol) {
			case "smtp" -> false;
			case "smtps" -> true;
			default -> throw new NoSuchProviderException("Mail goes by smtp or smtps, not by " + protocol);
		};
	}

	@Override
	public synchronized void sendMessage(Message message, Address[] addresses) throws MessagingException {
		Assert.isTrue(addresses.length == 1, "A mail goes to one recipient");
		this.recipient = "RCPT TO:<" + ((InternetAddress) addresses[0]).getAddress() + ">";
		super.sendMessage(message, addresses);
	}

	@Override
	protected void sendCommand(String command) throws MessagingException {
		String rcpt = this.recipient + this.parameters;
		if (command.equals(this.sentAhead.peek())) {
			this.sentAhead.remove();
		}
		else if (this.buffer != null && command.startsWith("MAIL FROM:")
				&& PLAIN_COMMAND.matcher(command + rcpt).matches()) {
			sendTogether(this.buffer, command, rcpt);
		}
		else {
			if (command.startsWith("RCPT TO:")) {
				Assert.state(this.sentAhead.isEmpty() && command.startsWith(this.recipient),
						() -> "Another recipient was told: " + command);
				this.parameters = command.substring(this.recipient.length());
			}
			super.sendCommand(command);
		}
	}

	private void sendTogether(OutputStream buffer, String mail, String rcpt) throws MessagingException {
		try {
			buffer.write((mail + LINE_END + rcpt + LINE_END).getBytes(US_ASCII));
		}
		catch (IOException ex) {
			throw new MessagingException("Not sent", ex);
		}
		super.sendCommand("DATA");
		this.sentAhead.add(rcpt);
		this.sentAhead.add("DATA");
	}

	@Override
	protected OutputStream data() throws MessagingException {
		OutputStream content = super.data();
		if (supportsExtension("PIPELINING")) {
			this.buffer = content;
		}
		return content;
	}

}
