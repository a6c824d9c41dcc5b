package pizzashop.platform.mail;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.internal.command.BdatCommand;
import org.subethamail.smtp.internal.command.BdatCommand.Bdat;
import org.subethamail.smtp.internal.io.BdatInputStream;
import org.subethamail.smtp.internal.server.BaseCommand;
import org.subethamail.smtp.server.Session;

/**
 * A message in chunks. The server's own command takes one that ends too early, because
 * its client was killed, for whole, and a content that it refuses for commands.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc3030">RFC 3030: SMTP transmission of
 * large messages</a>
 */
final class ChunkedContent extends BaseCommand {

	ChunkedContent() {
		super("BDAT", "The message, or a chunk of it.", "<bytes> [LAST]");
	}

	@Override
	public void execute(String command, Session session) throws IOException {
		Bdat chunk = BdatCommand.parse(command);
		if (chunk.errorMessage != null) {
			session.sendResponse(chunk.errorMessage);
			return;
		}
		InputStream whole = new WholeInputStream(session.getRawInput());
		if (!session.isMailTransactionInProgress() || session.getRecipientCount() == 0) {
			whole.skipNBytes(chunk.size);
			session.sendResponse("503 5.5.1 MAIL and RCPT come first");
			return;
		}
		InputStream content = new BdatInputStream(whole, session, chunk.size, chunk.isLast);
		try {
			session.getMessageHandler().data(content);
			session.sendResponse("250 Ok");
		}
		catch (RejectException ex) {
			content.transferTo(OutputStream.nullOutputStream());
			session.sendResponse(ex.getErrorResponse());
		}
		session.resetMailTransaction();
	}

	/** Whose end nobody expects. */
	private static final class WholeInputStream extends FilterInputStream {

		WholeInputStream(InputStream in) {
			super(in);
		}

		@Override
		public int read() throws IOException {
			return expect(super.read());
		}

		@Override
		public int read(byte[] bytes, int offset, int length) throws IOException {
			return expect(super.read(bytes, offset, length));
		}

		private static int expect(int read) throws EOFException {
			if (read < 0) {
				throw new EOFException("The client went in the middle of a message");
			}
			return read;
		}

	}

}
