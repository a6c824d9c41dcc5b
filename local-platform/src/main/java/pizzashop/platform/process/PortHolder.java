package pizzashop.platform.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Tells whether a port is free, and on Linux who holds it. */
public final class PortHolder {

	private static final String LISTENING = "0A";

	private PortHolder() {
	}

	/**
	 * Fails with a sentence about the first port that somebody else holds.
	 * @param name the process of ours that needs the ports
	 * @throws PlatformException when a port is in use
	 */
	public static void checkFree(String name, List<Integer> ports) {
		for (int port : ports) {
			if (isTaken(port)) {
				String holder = find(port)
					.map((process) -> "process " + process.pid()
							+ process.info().command().map((command) -> " (" + command + ")").orElse(""))
					.orElse("another process");
				throw new PlatformException("Port " + port + ", which " + name + " needs, is in use by " + holder
						+ ". End that process, or take other ports with --port-offset 100.");
			}
		}
	}

	private static boolean isTaken(int port) {
		try (ServerSocket socket = new ServerSocket()) {
			socket.setReuseAddress(true);
			socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
			return false;
		}
		catch (IOException ex) {
			return true;
		}
	}

	/**
	 * The process that listens on a port, when the operating system tells (Linux does,
	 * about processes of the same user).
	 */
	private static Optional<ProcessHandle> find(int port) {
		return Stream.of("/proc/net/tcp", "/proc/net/tcp6")
			.flatMap((table) -> linesOf(Path.of(table)).stream())
			.flatMap((line) -> socketListeningOn(port, line).stream())
			.flatMap((socket) -> ownerOf(socket).stream())
			.findFirst();
	}

	/** The socket's name as it shows among a process's open files. */
	private static Optional<String> socketListeningOn(int port, String line) {
		String[] columns = line.trim().split("\\s+", -1);
		String suffix = String.format(Locale.ROOT, ":%04X", port);
		boolean matches = columns.length > 9 && columns[1].endsWith(suffix) && columns[3].equals(LISTENING);
		return matches ? Optional.of("socket:[" + columns[9] + "]") : Optional.empty();
	}

	private static Optional<ProcessHandle> ownerOf(String socket) {
		return ProcessHandle.allProcesses().filter((process) -> hasOpen(process, socket)).findFirst();
	}

	private static boolean hasOpen(ProcessHandle process, String socket) {
		try (Stream<Path> files = Files.list(Path.of("/proc", Long.toString(process.pid()), "fd"))) {
			return files.anyMatch((file) -> pointsTo(file, socket));
		}
		catch (IOException ex) {
			return false;
		}
	}

	private static boolean pointsTo(Path file, String socket) {
		try {
			return Files.readSymbolicLink(file).toString().equals(socket);
		}
		catch (IOException ex) {
			return false;
		}
	}

	private static List<String> linesOf(Path table) {
		try {
			return Files.readAllLines(table);
		}
		catch (IOException ex) {
			return List.of();
		}
	}

}
