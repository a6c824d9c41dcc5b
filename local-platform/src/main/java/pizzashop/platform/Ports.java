package pizzashop.platform;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

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
		List<Integer> ports = freePorts(6);
		List<Integer> services = freeServicePorts(3);
		return new Ports(ports.get(0), ports.get(1), ports.get(2), ports.get(3), ports.get(4), ports.get(5),
				services.get(0), services.get(1), services.get(2));
	}

	/** Where a service that serves on {@code port} answers about its health. */
	static int managementOf(int port) {
		return port + MANAGEMENT_DISTANCE;
	}

	/** A free port whose management port is free too. */
	static int freeServicePort() {
		return freeServicePorts(1).getFirst();
	}

	int of(Service service) {
		return switch (service) {
			case ORDER -> this.orderService;
			case KITCHEN -> this.kitchenService;
			case NOTIFICATION -> this.notificationService;
		};
	}

	private static List<Integer> freeServicePorts(int count) {
		Set<Integer> ports = new LinkedHashSet<>();
		while (ports.size() < count) {
			int port = anyPort();
			if (isFree(port) && isFree(managementOf(port))) {
				ports.add(port);
			}
		}
		return new ArrayList<>(ports);
	}

	private static List<Integer> freePorts(int count) {
		Set<Integer> ports = new LinkedHashSet<>();
		while (ports.size() < count) {
			int port = anyPort();
			if (isFree(port)) {
				ports.add(port);
			}
		}
		return new ArrayList<>(ports);
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
