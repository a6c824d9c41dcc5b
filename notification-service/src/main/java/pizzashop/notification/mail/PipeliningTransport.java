package pizzashop.notification.mail;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.NoSuchProviderException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import jakarta.mail.internet.InternetAddress;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.jspecify.annotations.Nullable;

import static java.nio.charset.StandardCharsets.US_ASCII;

/**
 * A connection to a mail server that takes mails one behind the other, before it answers,
 * where the server offers PIPELINING and CHUNKING: up to 48 kB of them wait once, however
 * far away it is. Mails have one recipient each.
 * <p>
 * It can be connected once. When a sending has failed, answers may be outstanding: all
 * that the connection is good for then is to be closed.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc2920">RFC 2920: SMTP command
 * pipelining</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc3030">RFC 3030: SMTP transmission of
 * large messages</a>, for BDAT: a content that needs no leave and no dot at its end
 */
final class PipeliningTransport extends SMTPTransport {

	private static final String RESET = "RSET";

	private static final String RECIPIENT = "RCPT TO:";

	private static final String LINE_END = "\r\n";

	/** In bytes: more than a mail of ours has. What is longer goes in several chunks. */
	private static final String CHUNK = "16384";

	/** What fits into a TCP window, or a write could wait for the server to read. */
	private static final int MOST_BYTES_AHEAD = 48 * 1024;

	/** What else a command holds is for the library to encode, or to refuse. */
	private static final Pattern PLAIN_COMMAND = Pattern.compile("[ -~]+");

	private static final Address[] NOBODY = {};

	/** What is written here goes to the server with the next content. */
	private @Nullable OutputStream buffer;

	/** The same for every mail, as the library says it. */
	private String sender = "";

	/** What is asked for each recipient, such as to notify us of failures. */
	private String parameters = "";

	/** Of the mail that is just being sent ahead: commands whose answers are to come. */
	private @Nullable List<String> unanswered;

	/**
	 * @param protocol "smtp", or "smtps" when the connection begins with TLS
	 * @throws NoSuchProviderException when it is neither
	 */
	PipeliningTransport(Session session, String protocol) throws NoSuchProviderException {
		super(inChunks(session, protocol), new URLName(protocol, null, -1, null, null, null), protocol,
				beginsWithTls(protocol));
	}

	private static Session inChunks(Session session, String protocol) {
		session.getProperties().setProperty("mail." + protocol + ".chunksize", CHUNK);
		return session;
	}

	private static boolean beginsWithTls(String protocol) throws NoSuchProviderException {
		return switch (protocol) {
			case "smtp" -> false;
			case "smtps" -> true;
			default -> throw new NoSuchProviderException("Mail goes by smtp or smtps, not by " + protocol);
		};
	}

	/** Whether the server offers to take mails before it answers. */
	boolean isPipelineOffered() {
		return super.supportsExtension("PIPELINING") && super.supportsExtension("CHUNKING");
	}

	/**
	 * Whether a mail can be sent ahead: one has gone step by step before, and the library
	 * would not double a dot, as it does in BDAT, too, where nobody takes it back.
	 */
	boolean canSendAhead(OutgoingMail mail) throws MessagingException {
		return this.buffer != null && isPipelineOffered() && !mail.hasLineWithLeadingDot();
	}

	/**
	 * Sends mails one behind the other, and then reads the answers.
	 * @return why the server has not taken some of them, or may not have: it has taken
	 * all others
	 */
	synchronized Map<OutgoingMail, MessagingException> sendAhead(List<OutgoingMail> mails) {
		Map<OutgoingMail, MessagingException> untaken = new LinkedHashMap<>();
		Deque<OutgoingMail> open = new ArrayDeque<>(mails);
		MessagingException end = null;
		while (end == null && !open.isEmpty()) {
			Map<OutgoingMail, List<String>> sent = new LinkedHashMap<>();
			MessagingException broken = sendSome(open, sent);
			// what was answered before it broke is still there to be read
			end = readAnswers(sent, open, untaken);
			end = (end != null) ? end : broken;
		}
		for (OutgoingMail mail : open) {
			untaken.put(mail, Objects.requireNonNull(end));
		}
		return untaken;
	}

	/**
	 * Sends as many of the mails as the server can be expected to get before it reads.
	 * @param sent is told what the server has yet to answer, mail by mail
	 * @return why no more can be sent; null when more can
	 */
	private @Nullable MessagingException sendSome(Collection<OutgoingMail> mails,
			Map<OutgoingMail, List<String>> sent) {
		int bytes = 0;
		try {
			for (OutgoingMail mail : mails) {
				bytes += mail.length();
				if (bytes > MOST_BYTES_AHEAD && !sent.isEmpty()) {
					break;
				}
				sent.put(mail, sendAhead(mail));
			}
			return null;
		}
		catch (MessagingException ex) {
			return ex;
		}
		catch (IOException | RuntimeException ex) {
			return new MessagingException("Not sent", ex);
		}
	}

	/**
	 * Sends a mail as if each answer were good.
	 * @return what the server has yet to answer
	 */
	private List<String> sendAhead(OutgoingMail mail) throws MessagingException, IOException {
		List<String> commands = new ArrayList<>();
		this.unanswered = commands;
		try {
			// ends what a refusal of the mail before has left open
			sendCommand(RESET);
			sendCommand(this.sender);
			sendCommand(RECIPIENT + "<" + recipientOf(mail).getAddress() + ">" + this.parameters);
			mail.writeTo(bdat(), null);
			finishBdat();
		}
		finally {
			this.unanswered = null;
		}
		return commands;
	}

	private static InternetAddress recipientOf(OutgoingMail mail) throws MessagingException {
		return (InternetAddress) mail.getAllRecipients()[0];
	}

	/**
	 * Reads what the server says of the mails that were sent.
	 * @param open they are no longer among these when that is known
	 * @param untaken is told why it has not taken some
	 * @return why it takes no more; null when it does
	 */
	private @Nullable MessagingException readAnswers(Map<OutgoingMail, List<String>> sent, Deque<OutgoingMail> open,
			Map<OutgoingMail, MessagingException> untaken) {
		MessagingException leaving = null;
		try {
			for (Map.Entry<OutgoingMail, List<String>> mail : sent.entrySet()) {
				MessagingException refusal = readAnswers(mail.getKey(), mail.getValue());
				open.remove();
				if (refusal != null) {
					untaken.put(mail.getKey(), refusal);
				}
				if (refusal instanceof ServerLeavesException) {
					mail.getKey().wasNotTaken();
					leaving = refusal;
				}
			}
			return leaving;
		}
		catch (MessagingException ex) {
			if (leaving != null) {
				open.forEach(OutgoingMail::wasNotTaken);
			}
			return ex;
		}
	}

	/**
	 * Reads what the server says of a mail.
	 * @return why it refuses it; null when it has taken it
	 * @throws MessagingException when it says nothing any more
	 */
	private @Nullable MessagingException readAnswers(OutgoingMail mail, List<String> commands)
			throws MessagingException {
		MessagingException refusal = null;
		for (String command : commands) {
			int code = readServerResponse();
			if (code < 0) {
				throw new MessagingException("The connection ended in place of a reply: " + getLastServerResponse());
			}
			if (refusal == null && code / 100 != 2 && !command.equals(RESET)) {
				refusal = refusal(mail, command, code);
			}
		}
		return refusal;
	}

	private MessagingException refusal(OutgoingMail mail, String command, int code) throws MessagingException {
		String reason = getLastServerResponse();
		if (code == MailFailures.SERVICE_NOT_AVAILABLE) {
			return new ServerLeavesException(reason);
		}
		return command.startsWith(RECIPIENT) ? new SMTPAddressFailedException(recipientOf(mail), command, code, reason)
				: new SMTPSendFailedException(command, code, reason, null, NOBODY, NOBODY, NOBODY);
	}

	@Override
	protected void sendCommand(String command) throws MessagingException {
		if (this.unanswered == null) {
			remember(command);
			super.sendCommand(command);
			return;
		}
		this.unanswered.add(command);
		if (this.buffer == null || !PLAIN_COMMAND.matcher(command).matches()) {
			super.sendCommand(command);
			return;
		}
		try {
			this.buffer.write((command + LINE_END).getBytes(US_ASCII));
		}
		catch (IOException ex) {
			throw new MessagingException("Not sent", ex);
		}
	}

	private void remember(String command) {
		if (command.startsWith("MAIL FROM:")) {
			this.sender = command;
		}
		else if (command.startsWith(RECIPIENT)) {
			this.parameters = command.substring(command.indexOf('>') + 1);
		}
	}

	@Override
	protected int readServerResponse() throws MessagingException {
		return (this.unanswered != null) ? 250 : super.readServerResponse();
	}

	@Override
	protected OutputStream data() throws MessagingException {
		OutputStream content = super.data();
		this.buffer = content;
		return content;
	}

	/**
	 * A mail that goes step by step goes by DATA, whose stream lets commands be written
	 * into the library's buffer.
	 */
	@Override
	public synchronized boolean supportsExtension(String extension) {
		return super.supportsExtension(extension) && !extension.equals("CHUNKING");
	}

	/** The server ends the connection and says so. */
	private static final class ServerLeavesException extends MessagingException {

		ServerLeavesException(String reply) {
			super(reply);
		}

	}

}
