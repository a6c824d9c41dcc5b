package pizzashop.notification.mail;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

import io.micrometer.tracing.Span;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import org.jspecify.annotations.Nullable;

import static java.nio.charset.StandardCharsets.US_ASCII;

/** A mail as the message that goes to the mail server. */
final class OutgoingMail extends MimeMessage {

	private final Mail mail;

	private final @Nullable Span cause;

	private boolean begun;

	private byte @Nullable [] written;

	/**
	 * @param cause the span within which it was written; sending it is a part of that
	 */
	OutgoingMail(Session session, Mail mail, @Nullable Span cause) {
		super(session);
		this.mail = mail;
		this.cause = cause;
	}

	Mail mail() {
		return this.mail;
	}

	@Nullable Span cause() {
		return this.cause;
	}

	/**
	 * Whether a mail server has got any of it. Until then none can have taken it,
	 * whatever became of the connection.
	 */
	boolean isBegun() {
		return this.begun;
	}

	/** A mail server has got some of it, but said that it has not taken it. */
	void wasNotTaken() {
		this.begun = false;
	}

	/** In bytes. */
	int length() throws MessagingException {
		return written().length;
	}

	/**
	 * Whether a line of it begins with a dot, which stands for its end in some contents.
	 */
	boolean hasLineWithLeadingDot() throws MessagingException {
		String text = new String(written(), US_ASCII);
		return text.contains("\n.") || text.contains("\r.");
	}

	/** As it goes out: there is no header in it that a client would leave out. */
	private byte[] written() throws MessagingException {
		byte[] bytes = this.written;
		if (bytes == null) {
			ByteArrayOutputStream out = new ByteArrayOutputStream();
			try {
				super.writeTo(out, null);
			}
			catch (IOException ex) {
				throw new MessagingException("Not written", ex);
			}
			bytes = out.toByteArray();
			this.written = bytes;
		}
		return bytes;
	}

	@Override
	public void writeTo(OutputStream out, String @Nullable [] ignoredHeaders) throws IOException, MessagingException {
		this.begun = true;
		out.write(written());
	}

	@Override
	protected void updateMessageID() throws MessagingException {
		setHeader("Message-ID", this.mail.messageId());
	}

}
