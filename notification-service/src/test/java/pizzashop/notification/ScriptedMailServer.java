package pizzashop.notification;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import static java.nio.charset.StandardCharsets.US_ASCII;

/**
 * A mail server that takes every mail, except where it is told to reply otherwise. It can
 * go away and come back at its port.
 */
public final class ScriptedMailServer implements AutoCloseable {

	/** A reply: the connection ends instead. */
	public static final String HANGS_UP = "hangs up";

	/** A reply: none, for ever. */
	public static final String KEEPS_SILENT = "keeps silent";

	/** What a reply can be to, besides the beginnings of commands. */
	public static final String CONNECTION = "(connection)";

	/** What a reply can be to as well: the mail that DATA announced is complete. */
	public static final String END_OF_CONTENT = ".";

	/** What announces a content whose length it says, and is answered behind it. */
	public static final String CHUNK = "BDAT";

	private static final int ANY_PORT = 0;

	private static final Map<String, String> USUAL_REPLIES = Map.of(CONNECTION, "220 mail.example", "EHLO",
			"250-mail.example\r\n250-PIPELINING\r\n250 CHUNKING", "DATA", "354 go on", "QUIT", "221 bye");

	private final Map<String, String> replies = new ConcurrentHashMap<>();

	private final Map<String, Runnable> actions = new ConcurrentHashMap<>();

	private final List<String> mails = new CopyOnWriteArrayList<>();

	private final Set<Socket> clients = ConcurrentHashMap.newKeySet();

	private final AtomicInteger connections = new AtomicInteger();

	private volatile ServerSocket socket;

	public ScriptedMailServer() {
		this.socket = listen(ANY_PORT);
	}

	/** What to reply to a command that begins so. */
	public ScriptedMailServer replying(String reply, String command) {
		this.replies.put(command, reply);
		return this;
	}

	/** What to do before the next reply to a command, once. */
	public ScriptedMailServer doingOnce(Runnable action, String command) {
		this.actions.put(command, action);
		return this;
	}

	public int port() {
		return this.socket.getLocalPort();
	}

	/** Mails that were taken, each with the RCPT command before it. */
	public List<String> mails() {
		return this.mails;
	}

	/** How many connections there were, open or not. */
	public int connections() {
		return this.connections.get();
	}

	/** Ends all conversations without a word. */
	public void hangUp() {
		for (Socket client : this.clients) {
			synchronized (client) {
				close(client);
			}
		}
	}

	public void goAway() {
		close();
	}

	public void comeBack() {
		this.socket = listen(port());
	}

	@Override
	public void close() {
		close(this.socket);
		hangUp();
	}

	private static void close(Closeable socket) {
		try {
			socket.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private ServerSocket listen(int port) {
		try {
			ServerSocket server = new ServerSocket();
			server.setReuseAddress(true);
			server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
			Thread.ofVirtual().start(() -> acceptFrom(server));
			return server;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void acceptFrom(ServerSocket server) {
		try {
			while (true) {
				Socket client = server.accept();
				this.clients.add(client);
				if (server.isClosed()) {
					close(client); // who went away may not have seen it
				}
				Thread.ofVirtual().start(() -> talkTo(client));
			}
		}
		catch (IOException ex) {
			// The test has closed it.
		}
	}

	private void talkTo(Socket client) {
		this.connections.incrementAndGet();
		try (client;
				BufferedReader lines = new BufferedReader(new InputStreamReader(client.getInputStream(), US_ASCII))) {
			Transaction transaction = new Transaction();
			boolean content = false;
			String line = CONNECTION;
			while (line != null && (isText(line, content) || reply(line, client, transaction))) {
				if (isText(line, content)) {
					transaction.mail.append(line.startsWith(".") ? line.substring(1) : line).append("\r\n");
				}
				content = isText(line, content) || (line.equals("DATA") && isGood(line));
				line = lines.readLine();
				if (line != null && line.startsWith(CHUNK) && !content) {
					transaction.mail.append(readChunk(lines, Integer.parseInt(line.replaceAll("\\D", ""))));
				}
			}
		}
		catch (IOException ex) {
			// The client has gone.
		}
		finally {
			this.clients.remove(client);
		}
	}

	private static String readChunk(BufferedReader lines, int length) throws IOException {
		StringBuilder chunk = new StringBuilder(length);
		for (int character = 0; character < length; character++) {
			int next = lines.read();
			if (next < 0) {
				throw new EOFException();
			}
			chunk.append((char) next);
		}
		return chunk.toString();
	}

	private static boolean isText(String line, boolean content) {
		return content && !line.equals(END_OF_CONTENT);
	}

	private boolean isGood(String line) {
		return isGoodReply(replyTo(line));
	}

	private static boolean isGoodReply(String reply) {
		return reply.matches("(?s)[23].*");
	}

	/** Whether the conversation goes on. */
	private boolean reply(String line, Socket client, Transaction transaction) throws IOException {
		Runnable action = this.actions.remove(line);
		if (action != null) {
			action.run();
		}
		String reply = transaction.allows(line) ? replyTo(line) : "503 not now";
		if (reply.equals(HANGS_UP)) {
			return false;
		}
		synchronized (client) { // whose mail is taken hears of it before it is hung up on
			if (client.isClosed()) {
				return false;
			}
			if (transaction.endsWith(line, reply)) {
				this.mails.add(transaction.mail.toString()); // before the client knows
			}
			if (!reply.equals(KEEPS_SILENT)) {
				client.getOutputStream().write((reply + "\r\n").getBytes(US_ASCII));
			}
		}
		transaction.goOn(line, reply);
		return true;
	}

	private String replyTo(String line) {
		return replyTo(line, this.replies).or(() -> replyTo(line, USUAL_REPLIES)).orElse("250 fine");
	}

	private static Optional<String> replyTo(String line, Map<String, String> replies) {
		return replies.entrySet()
			.stream()
			.filter((entry) -> line.startsWith(entry.getKey()))
			.map(Map.Entry::getValue)
			.findFirst();
	}

	/** From MAIL to the end of the content. */
	private static final class Transaction {

		private final StringBuilder mail = new StringBuilder();

		private boolean begun;

		private boolean addressed;

		boolean allows(String line) {
			if (line.startsWith("MAIL")) {
				return !this.begun;
			}
			if (line.startsWith("RCPT")) {
				return this.begun;
			}
			return this.addressed || !(line.equals("DATA") || line.startsWith(CHUNK));
		}

		boolean endsWith(String line, String reply) {
			return (line.equals(END_OF_CONTENT) || line.matches(CHUNK + " \\d+ LAST")) && isGoodReply(reply);
		}

		void goOn(String line, String reply) {
			if (line.equals("RSET") || line.equals(END_OF_CONTENT) || endsWith(line, reply)) {
				this.begun = false;
				this.addressed = false;
			}
			else if (line.startsWith("MAIL") && isGoodReply(reply)) {
				this.begun = true;
				this.mail.setLength(0);
			}
			else if (line.startsWith("RCPT") && isGoodReply(reply)) {
				this.addressed = true;
				this.mail.append(line).append("\r\n");
			}
		}

	}

}
