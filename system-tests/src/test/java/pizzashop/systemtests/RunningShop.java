package pizzashop.systemtests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

import pizzashop.platform.Infrastructure;
import pizzashop.platform.PizzaShop;
import pizzashop.platform.Service;
import pizzashop.platform.ServiceInstance;
import pizzashop.platform.check.CheckResult;
import pizzashop.platform.check.Endpoints;
import pizzashop.platform.check.InvariantCheck;
import pizzashop.platform.customer.OrderClient;
import pizzashop.platform.process.ChildProcess;
import pizzashop.platform.process.Progress;
import pizzashop.systemtests.load.Balancer;
import pizzashop.systemtests.load.ConfirmedOrder;
import pizzashop.systemtests.telemetry.TelemetryReceiver;

/**
 * The whole system as processes of their own, two instances of each service, started at
 * the first use, shared by all tests, gone with their JVM. The first instances log as on
 * a terminal, the second ones as in containers.
 */
final class RunningShop {

	private static final Map<String, String> QUICK_KITCHEN = Map.of("KITCHEN_PREPARATIONTIME", "100ms",
			"KITCHEN_BAKETIME", "500ms");

	/**
	 * Services that start take the cores from those that run: that a second is too long
	 * is another test's matter.
	 */
	private static final Map<String, String> PATIENT_CUSTOMERS = Map.of("ORDER_PLACING_LONGESTWAIT", "3s");

	private static final Map<String, String> LOGS_AS_IN_CONTAINERS = Map.of("LOGGING_STRUCTURED_FORMAT_CONSOLE", "ecs");

	private static final Duration PATIENCE = Duration.ofMinutes(2);

	private final PizzaShop shop;

	private final TelemetryReceiver telemetry = TelemetryReceiver.start();

	private final Set<String> planted = ConcurrentHashMap.newKeySet();

	private RunningShop() {
		this.shop = PizzaShop.open(directory());
		this.shop.startServices(environments(Map.of()));
		this.shop.startServices(2, environments(LOGS_AS_IN_CONTAINERS));
	}

	private Map<Service, Map<String, String>> environments(Map<String, String> more) {
		Map<String, String> environment = new HashMap<>(this.telemetry.environment());
		environment.putAll(PATIENT_CUSTOMERS);
		environment.putAll(more);
		Map<String, String> ofKitchen = new HashMap<>(environment);
		ofKitchen.putAll(QUICK_KITCHEN);
		return Map.of(Service.ORDER, environment, Service.KITCHEN, ofKitchen, Service.NOTIFICATION, environment);
	}

	static RunningShop get() {
		return Started.SHOP;
	}

	/** A customer of each instance of order-service. */
	List<OrderClient> customers() {
		return instances(Service.ORDER).stream().map((instance) -> new OrderClient(instance.url())).toList();
	}

	/** Both instances of a service. */
	List<ServiceInstance> instances(Service service) {
		return this.shop.services().stream().filter((instance) -> instance.service() == service).toList();
	}

	/** The first of the two instances of every service, or both. */
	List<ServiceInstance> instances(int ofEach) {
		return this.shop.services().stream().filter((instance) -> instance.number() <= ofEach).toList();
	}

	/** Has both instances of a service in rotation. */
	Balancer balancerOf(Service service) {
		return new Balancer(instances(service).stream().map(ServiceInstance::url).toList());
	}

	/** The infrastructure, and one instance of every service, or both. */
	List<ChildProcess> processes(int instancesOfEach) {
		List<ChildProcess> processes = new ArrayList<>(this.shop.processes());
		this.shop.services()
			.stream()
			.filter((instance) -> instance.number() > instancesOfEach)
			.forEach((instance) -> processes.remove(instance.process()));
		return processes;
	}

	/**
	 * Tells of a key with which a test puts bad records onto the topic: dead letters with
	 * it are as they should be.
	 */
	void plant(String key) {
		this.planted.add(key);
	}

	/** The keys of all bad records that tests put onto the topic. */
	Set<String> planted() {
		return Set.copyOf(this.planted);
	}

	/**
	 * Waits until the shop is quiet, and holds everything that ever happened in it
	 * against the rules.
	 * @param orders that were confirmed
	 */
	CheckResult check(Collection<ConfirmedOrder> orders) {
		return check(this.shop, planted(), orders);
	}

	/** The same for a shop of a test's own. */
	static CheckResult check(PizzaShop shop, Set<String> planted, Collection<ConfirmedOrder> orders) {
		Endpoints endpoints = new Endpoints(first(shop, Service.ORDER).url(), first(shop, Service.KITCHEN).url(),
				shop.infrastructure().bootstrapServers(), shop.infrastructure().mailbox());
		return InvariantCheck.of(endpoints, planted,
				orders.stream().map(ConfirmedOrder::id).collect(Collectors.toSet()), PATIENCE, Progress.SILENT);
	}

	/** The first instance of a service. */
	static ServiceInstance first(PizzaShop shop, Service service) {
		return shop.services().stream().filter((instance) -> instance.service() == service).findFirst().orElseThrow();
	}

	/** Where all instances export their spans and logs to. */
	TelemetryReceiver telemetry() {
		return this.telemetry;
	}

	Infrastructure infrastructure() {
		return this.shop.infrastructure();
	}

	/** Below target, so that the logs outlive the tests. */
	static Path directory() {
		try {
			return Files.createTempDirectory(Files.createDirectories(Path.of("target", "shops")), "shop-")
				.toAbsolutePath();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static final class Started {

		static final RunningShop SHOP = new RunningShop();

	}

}
