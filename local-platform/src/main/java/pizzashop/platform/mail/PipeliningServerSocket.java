package pizzashop.platform.mail;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * Whose connections send the answers to commands that came together at once: when there
 * is nothing more to read, not when the server flushes them. It does so with all of them,
 * also with those, such as EHLO, whose answers are not to wait: clients send no other
 * command behind these.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc2920#section-3.2">RFC 2920, section
 * 3.2</a>
 */
final class PipeliningServerSocket extends ServerSocket {

	PipeliningServerSocket() throws IOException {
	}

	@Override
	public Socket accept() throws IOException {
		Connection connection = new Connection();
		implAccept(connection);
		// answers need not wait for the client to acknowledge those before (Nagle)
		connection.setTcpNoDelay(true);
		connection.open();
		return connection;
	}

	private static final class Connection extends Socket {

		/** Nobody has it before it is open. */
		private Answers answers = new Answers(OutputStream.nullOutputStream());

		private void open() throws IOException {
			this.answers = new Answers(super.getOutputStream());
		}

		@Override
		public InputStream getInputStream() throws IOException {
			return new Commands(super.getInputStream(), this.answers);
		}

		@Override
		public OutputStream getOutputStream() {
			return this.answers;
		}

		@Override
		public void close() throws IOException {
			try {
				if (!isClosed()) {
					this.answers.send();
				}
			}
			finally {
				super.close();
			}
		}

	}

	/**
	 * All that reads or skips goes through the two methods that send the answers first.
	 */
	private static final class Commands extends InputStream {

		private final InputStream in;

		private final Answers answers;

		Commands(InputStream in, Answers answers) {
			this.in = in;
			this.answers = answers;
		}

		@Override
		public int read() throws IOException {
			sendAnswers();
			return this.in.read();
		}

		@Override
		public int read(byte[] bytes, int offset, int length) throws IOException {
			sendAnswers();
			return this.in.read(bytes, offset, length);
		}

		private void sendAnswers() throws IOException {
			if (available() == 0) {
				this.answers.send();
			}
		}

		@Override
		public int available() throws IOException {
			return this.in.available();
		}

		@Override
		public void close() throws IOException {
			this.in.close();
		}

	}

	private static final class Answers extends BufferedOutputStream {

		Answers(OutputStream out) {
			super(out);
		}

		@Override
		public void flush() {
			// they are sent before the server waits
		}

		void send() throws IOException {
			super.flush();
		}

		@Override
		public void close() throws IOException {
			try (OutputStream closed = this.out) {
				send();
			}
		}

	}

}
