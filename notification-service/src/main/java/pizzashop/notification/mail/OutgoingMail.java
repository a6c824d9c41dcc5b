package pizzashop.notification.mail;

import java.io.IOException;
import java.io.OutputStream;

import io.micrometer.tracing.Span;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import org.jspecify.annotations.Nullable;

/** A mail as the message that goes to the mail server. */
final class OutgoingMail extends MimeMessage {

	private final Mail mail;

	private final @Nullable Span cause;

	private boolean begun;

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

	@Override
	public void writeTo(OutputStream out, String @Nullable [] ignoredHeaders) throws IOException, MessagingException {
		this.begun = true;
		super.writeTo(out, ignoredHeaders);
	}

	@Override
	protected void updateMessageID() throws MessagingException {
		setHeader("Message-ID", this.mail.messageId());
	}

}
