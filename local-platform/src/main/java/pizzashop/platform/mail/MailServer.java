package pizzashop.platform.mail;

import java.net.InetAddress;
import java.nio.file.Path;

import org.subethamail.smtp.server.SMTPServer;

/** A mail server that keeps every message in a folder: the main class of its process. */
public final class MailServer {

	private static final int MAXIMUM_MESSAGE_BYTES = 5 * 1024 * 1024;

	private MailServer() {
	}

	/**
	 * Serves SMTP until it is killed.
	 * @param arguments the port, and the folder for the messages
	 */
	public static void main(String[] arguments) {
		serve(Integer.parseInt(arguments[0]), Path.of(arguments[1]));
	}

	static SMTPServer serve(int port, Path folder) {
		SMTPServer server = SMTPServer.port(port)
			.bindAddress(InetAddress.getLoopbackAddress())
			.hostName("localhost")
			.softwareName("pizzashop")
			.maxMessageSize(MAXIMUM_MESSAGE_BYTES)
			.messageHandlerFactory((context) -> new Delivery(folder, MAXIMUM_MESSAGE_BYTES))
			.serverSocketFactory(PipeliningServerSocket::new)
			.build();
		server.getCommandHandler().addCommand(new PipeliningGreeting());
		server.getCommandHandler().addCommand(new ChunkedContent());
		server.start();
		return server;
	}

}
