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

	/**
	 * Fails unless somebody listens.
	 * @param address say {@code 127.0.0.1:9092}
	 * @throws IllegalArgumentException when that is no host with a port
	 */
	public static void connect(String address) throws IOException {
		int colon = address.lastIndexOf(':');
		if (colon < 1) {
			throw new IllegalArgumentException("Not HOST:PORT: " + address);
		}
		int port = Integer.parseInt(address.substring(colon + 1));
		connect(new InetSocketAddress(address.substring(0, colon), port)).close();
	}

	static Socket connect(int port) throws IOException {
		return connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
	}

	private static Socket connect(InetSocketAddress address) throws IOException {
		Socket socket = new Socket();
		try {
			socket.connect(address, TIMEOUT_MILLISECONDS);
			socket.setSoTimeout(TIMEOUT_MILLISECONDS);
			return socket;
		}
		catch (IOException ex) {
			socket.close();
			throw ex;
		}
	}

}
