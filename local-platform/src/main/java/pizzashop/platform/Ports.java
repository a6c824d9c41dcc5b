package pizzashop.platform;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntFunction;
import java.util.function.IntSupplier;

import pizzashop.platform.process.PlatformException;

/**
 * The ports of one running system, all on 127.0.0.1.
 *
 * @param kafka for Kafka's clients
 * @param kafkaController for Kafka itself
 * @param registry of the Schema Registry
 * @param registryManagement of the Schema Registry's health
 * @param postgres of PostgreSQL
 * @param smtp of the mail server
 * @param orderService for customers
 * @param kitchenService for the kitchen's page
 * @param notificationService for the page of sent mails
 */
public record Ports(int kafka, int kafkaController, int registry, int registryManagement, int postgres, int smtp,
		int orderService, int kitchenService, int notificationService) {

	/** The largest offset that keeps every port below 65536. */
	public static final int MAXIMUM_OFFSET = 56_000;

	private static final int MANAGEMENT_DISTANCE = 1000;

	/**
	 * The documented ports, each shifted by {@code offset}.
	 * @throws PlatformException when the offset is negative or above
	 * {@value #MAXIMUM_OFFSET}
	 */
	public static Ports standard(int offset) {
		if (offset < 0 || offset > MAXIMUM_OFFSET) {
			throw new PlatformException(
					"The port offset " + offset + " is out of range: take one from 0 to " + MAXIMUM_OFFSET + ".");
		}
		return new Ports(9092 + offset, 9093 + offset, 8081 + offset, 9081 + offset, 5433 + offset, 1025 + offset,
				8080 + offset, 8082 + offset, 8083 + offset);
	}

	/** Ports that nobody uses at this moment. */
	public static Ports free() {
		return free(Ports::anyPort);
	}

	/** The first of the candidates that are free and do not get in each other's way. */
	static Ports free(IntSupplier candidates) {
		Set<Integer> drawn = new HashSet<>();
		IntSupplier port = () -> draw(candidates, drawn, List::of);
		IntSupplier service = () -> draw(candidates, drawn, Ports::ofService);
		return new Ports(port.getAsInt(), port.getAsInt(), port.getAsInt(), port.getAsInt(), port.getAsInt(),
				port.getAsInt(), service.getAsInt(), service.getAsInt(), service.getAsInt());
	}

	/** For Kafka's {@code bootstrap.servers}. */
	public String bootstrapServers() {
		return "127.0.0.1:" + this.kafka;
	}

	/** Where a service serves its customers. */
	public URI url(Service service) {
		return URI.create("http://127.0.0.1:" + of(service));
	}

	/**
	 * Where a service tells about its health and its metrics, and what else is for its
	 * operator.
	 */
	public URI managementUrl(Service service) {
		return managementUrl(of(service));
	}

	/** The same of a service that serves on {@code port}. */
	static URI managementUrl(int port) {
		return URI.create("http://127.0.0.1:" + managementOf(port));
	}

	/** Where a service that serves on {@code port} answers about its health. */
	static int managementOf(int port) {
		return port + MANAGEMENT_DISTANCE;
	}

	/** Both ports of a service that serves on {@code port}. */
	static List<Integer> ofService(int port) {
		return List.of(port, managementOf(port));
	}

	/** A free port whose management port is free too. */
	static int freeServicePort() {
		return draw(Ports::anyPort, new HashSet<>(), Ports::ofService);
	}

	int of(Service service) {
		return switch (service) {
			case ORDER -> this.orderService;
			case KITCHEN -> this.kitchenService;
			case NOTIFICATION -> this.notificationService;
		};
	}

	/**
	 * The first candidate with which all the ports that it brings along are free and not
	 * drawn yet; they are from now on.
	 */
	private static int draw(IntSupplier candidates, Set<Integer> drawn, IntFunction<List<Integer>> along) {
		while (true) {
			int port = candidates.getAsInt();
			List<Integer> all = along.apply(port);
			if (Collections.disjoint(drawn, all) && all.stream().allMatch(Ports::isFree)) {
				drawn.addAll(all);
				return port;
			}
		}
	}

	/**
	 * Below the range from which operating systems serve outgoing connections, so that
	 * none takes the port while its process is killed and started again.
	 */
	private static int anyPort() {
		return ThreadLocalRandom.current().nextInt(15_000, 31_000);
	}

	private static boolean isFree(int port) {
		try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort() == port;
		}
		catch (IOException ex) {
			return false;
		}
	}

}
