package pizzashop.platform;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/**
 * Asks whether somebody listens at all, before a client library is bothered that would
 * complain in the log.
 */
public final class Tcp {

	private static final int TIMEOUT_MILLISECONDS = 1000;

	private Tcp() {
	}

	/** Fails unless somebody listens at {@code 127.0.0.1:port}. */
	public static void connect(String address) throws IOException {
		connect(Integer.parseInt(address.substring(address.lastIndexOf(':') + 1))).close();
	}

	static Socket connect(int port) throws IOException {
		Socket socket = new Socket();
		try {
			socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MILLISECONDS);
			socket.setSoTimeout(TIMEOUT_MILLISECONDS);
			return socket;
		}
		catch (IOException ex) {
			socket.close();
			throw ex;
		}
	}

}
