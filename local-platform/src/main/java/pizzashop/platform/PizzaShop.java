package pizzashop.platform;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import pizzashop.platform.process.ChildProcess;
import pizzashop.platform.process.ParallelStart;
import pizzashop.platform.process.ParallelStop;
import pizzashop.platform.process.PlatformDirectory;
import pizzashop.platform.process.PlatformException;
import pizzashop.platform.process.PortHolder;
import pizzashop.platform.process.ProcessDefinition;
import pizzashop.platform.process.Progress;
import pizzashop.platform.process.StopSignal;

/**
 * The system as a whole: the infrastructure, and any number of instances of each service,
 * each a process of its own. Closing it stops the services first, then the
 * infrastructure. Ends with the JVM at the latest.
 */
public final class PizzaShop implements AutoCloseable {

	/** With the quick compiler alone the system fits into 1.6 GB. */
	private static final String SMALL_HEAP = "-Xmx128m";

	private final Infrastructure infrastructure;

	private final Compilers compilers;

	private final Progress progress;

	private final List<ServiceInstance> services = new CopyOnWriteArrayList<>();

	private volatile boolean closing;

	private final Thread endWithJvm = new Thread(this::stopAll, "end-pizza-shop");

	private PizzaShop(Infrastructure infrastructure, Compilers compilers, Progress progress) {
		this.infrastructure = infrastructure;
		this.compilers = compilers;
		this.progress = progress;
	}

	/**
	 * Starts the infrastructure on free ports, and no service yet.
	 * @throws PlatformException when something does not start; nothing is left running
	 */
	public static PizzaShop open(Path directory) {
		return open(PlatformDirectory.in(directory), Ports.free(), false, Compilers.QUICK, Progress.SILENT);
	}

	/**
	 * Starts the infrastructure, and no service yet.
	 * @param fresh whether to forget the data of earlier runs
	 * @throws PlatformException when something does not start, or when a port that the
	 * infrastructure or a service will need is in use; nothing is left running
	 */
	public static PizzaShop open(PlatformDirectory directory, Ports ports, boolean fresh, Compilers compilers,
			Progress progress) {
		Infrastructure infrastructure = Infrastructure.prepare(directory, ports, compilers, progress);
		PizzaShop shop = new PizzaShop(infrastructure, compilers, progress);
		Runtime.getRuntime().addShutdownHook(shop.endWithJvm);
		try {
			for (Service service : Service.values()) {
				PortHolder.checkFree(service.processName(), Ports.ofService(ports.of(service)));
			}
			if (fresh) {
				directory.deleteData();
			}
			infrastructure.start(progress);
			return shop;
		}
		catch (RuntimeException ex) {
			shop.close();
			throw ex;
		}
	}

	/** Starts the first instance of every service side by side. */
	public void startServices(Map<Service, Map<String, String>> environments) {
		startServices(1, environments);
	}

	/**
	 * Starts one instance of every service side by side.
	 * @param number as in {@link #start}
	 */
	public void startServices(int number, Map<Service, Map<String, String>> environments) {
		List<ServiceInstance> instances = new ArrayList<>();
		for (Service service : Service.values()) {
			instances.add(add(service, number, environments.getOrDefault(service, Map.of())));
		}
		ParallelStart.of(instances.stream().map(ServiceInstance::process).toList(), this.progress);
	}

	/**
	 * Starts an instance of a service and returns when it is ready.
	 * @param number tells instances of one service apart; the first one gets the
	 * documented port, the others free ones
	 * @param environment variables for it, beside those that tell it where everything is;
	 * say {@code KITCHEN_BAKETIME=2s}; {@code JDK_JAVA_OPTIONS} with a {@code -Xmx}
	 * replaces the small heap
	 * @throws PlatformException when it does not start
	 */
	public ServiceInstance start(Service service, int number, Map<String, String> environment) {
		ServiceInstance instance = add(service, number, environment);
		instance.process().start();
		return instance;
	}

	private ServiceInstance add(Service service, int number, Map<String, String> environment) {
		int port = (number == 1) ? this.infrastructure.ports().of(service) : Ports.freeServicePort();
		ServiceInstance instance = new ServiceInstance(service, number, port,
				process(service, number, port, environment));
		this.services.add(instance);
		return instance;
	}

	private ChildProcess process(Service service, int number, int port, Map<String, String> environment) {
		String name = service.processName() + ((number == 1) ? "" : "-" + number);
		List<String> command = JavaProgram.java(this.compilers.option());
		AotCache cache = AotCache.of(this.infrastructure.home(), service);
		command.addAll((this.compilers == Compilers.QUICK) ? cache.launch() : cache.launchWithout());
		PlatformDirectory directory = this.infrastructure.directory();
		ProcessDefinition definition = new ProcessDefinition(name, Ports.ofService(port), command,
				environment(service, port, environment), directory.run(), () -> {
				}, new HttpProbe("http://127.0.0.1:" + Ports.managementOf(port) + "/actuator/health/readiness"),
				StopSignal.TERM, Duration.ofSeconds(20));
		// who answers customers goes first; the others read what is kept for them
		return new ChildProcess((service == Service.ORDER) ? definition : definition.givingWay(), directory);
	}

	private Map<String, String> environment(Service service, int port, Map<String, String> extra) {
		Map<String, String> environment = new HashMap<>(Map.of("JDK_JAVA_OPTIONS", SMALL_HEAP));
		environment.put("SERVER_ADDRESS", "127.0.0.1");
		environment.put("SERVER_PORT", Integer.toString(port));
		environment.put("MANAGEMENT_SERVER_ADDRESS", "127.0.0.1");
		environment.put("MANAGEMENT_SERVER_PORT", Integer.toString(Ports.managementOf(port)));
		environment.put("SPRING_DATASOURCE_URL", this.infrastructure.jdbcUrl(service.database()));
		environment.put("SPRING_DATASOURCE_USERNAME", service.database());
		environment.put("SPRING_DATASOURCE_PASSWORD", service.database());
		environment.put("SPRING_KAFKA_BOOTSTRAP_SERVERS", this.infrastructure.bootstrapServers());
		environment.put("SPRING_KAFKA_PROPERTIES_SCHEMA_REGISTRY_URL", this.infrastructure.registryUrl());
		environment.put("MESSAGING_DEADLETTERS_KEYURL",
				"http://127.0.0.1:" + this.infrastructure.ports().orderService() + "/orders/{key}");
		environment.put("SPRING_MAIL_HOST", "127.0.0.1");
		environment.put("SPRING_MAIL_PORT", Integer.toString(this.infrastructure.smtpPort()));
		environment.putAll(extra);
		return environment;
	}

	public Infrastructure infrastructure() {
		return this.infrastructure;
	}

	/** Every instance that was started, in that order. */
	public List<ServiceInstance> services() {
		return List.copyOf(this.services);
	}

	/** Every process of the system, whether it runs or not. */
	public List<ChildProcess> processes() {
		List<ChildProcess> processes = new ArrayList<>(this.infrastructure.processes());
		this.services.forEach((instance) -> processes.add(instance.process()));
		return processes;
	}

	/** Whether processes end because they are being stopped. */
	public boolean isClosing() {
		return this.closing;
	}

	/** Stops the services, then the infrastructure. Closing twice is fine. */
	@Override
	public void close() {
		try {
			stopAll();
		}
		finally {
			ShutdownHooks.remove(this.endWithJvm);
		}
	}

	private void stopAll() {
		this.closing = true;
		if (processes().stream().anyMatch(ChildProcess::isAlive)) {
			this.progress.say("");
			this.progress.say("Stopping the services, then the rest");
		}
		try {
			ParallelStop.of(this.services.stream().map(ServiceInstance::process).toList());
		}
		finally {
			this.infrastructure.close();
		}
	}

}
