package pizzashop.notification.mail;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Deque;

import jakarta.mail.Address;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * A connection to a mail server on which a mail waits for two answers instead of four,
 * where the server offers that: MAIL, RCPT and DATA go out together. The first mail goes
 * step by step. Mails have one recipient each.
 * <p>
 * When a sending has failed, answers may be outstanding: all that this connection is good
 * for then is to be closed.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc2920">RFC 2920: SMTP command
 * pipelining</a>
 */
final class PipeliningTransport extends SMTPTransport {

	private static final String LINE_END = "\r\n";

	/** No command begins so. */
	private static final String NONE_YET = LINE_END;

	/** Commands that the server has got, before their turn. */
	private final Deque<String> sentAhead = new ArrayDeque<>();

	/** Leads to the server, who gets what is written here with the next command. */
	private @Nullable OutputStream unsent;

	private String recipient = NONE_YET;

	/** What is asked for each recipient, such as to notify us of failures. */
	private String parameters = "";

	/**
	 * @param protocol "smtps" when the connection begins with TLS, and else "smtp"
	 */
	PipeliningTransport(Session session, String protocol) {
		super(session, null, protocol, protocol.equals("smtps"));
	}

	@Override
	public synchronized void sendMessage(Message message, Address[] addresses) throws MessagingException {
		Assert.isTrue(addresses.length == 1, "A mail goes to one recipient");
		this.recipient = "RCPT TO:<" + ((InternetAddress) addresses[0]).getAddress() + ">";
		super.sendMessage(message, addresses);
	}

	@Override
	protected void sendCommand(String command) throws MessagingException {
		if (command.equals(this.sentAhead.peek())) {
			this.sentAhead.remove();
		}
		else if (command.startsWith("MAIL FROM:") && this.unsent != null) {
			sendTogether(this.unsent, command);
		}
		else {
			if (command.startsWith(this.recipient)) {
				this.parameters = command.substring(this.recipient.length());
			}
			super.sendCommand(command);
		}
	}

	private void sendTogether(OutputStream unsent, String mail) throws MessagingException {
		String rcpt = this.recipient + this.parameters;
		try {
			unsent.write((mail + LINE_END + rcpt + LINE_END).getBytes(UTF_8));
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
			this.unsent = content;
		}
		return content;
	}

}
