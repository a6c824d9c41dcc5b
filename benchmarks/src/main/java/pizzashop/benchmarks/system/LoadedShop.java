package pizzashop.benchmarks.system;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import pizzashop.platform.Compilers;
import pizzashop.platform.PizzaShop;
import pizzashop.platform.Ports;
import pizzashop.platform.Service;
import pizzashop.platform.ServiceInstance;
import pizzashop.platform.process.ChildProcess;
import pizzashop.platform.process.ParallelStop;
import pizzashop.platform.process.PlatformDirectory;
import pizzashop.platform.process.PlatformException;
import pizzashop.platform.process.Progress;

/**
 * The whole system on its embedded default, fresh, but with the sizes of a system that
 * carries load: JVMs that compile in full (but for the registry's, which has little to
 * do), {@value #HEAP} GB of heap for each service, all of it there from the start, so
 * that {@value #MOST_WAITING} orders may wait to be placed, a kitchen that needs no time
 * for preparing and baking, and a PostgreSQL with more memory, which keeps the time of
 * each commit. It flushes every commit to the disk as it always does.
 */
public final class LoadedShop implements AutoCloseable {

	/** Of each service, in gigabytes. */
	public static final int HEAP = 1;

	private static final int MOST_WAITING = 300;

	/**
	 * A heap that is there: else a service waits for each page it first writes to under
	 * load.
	 */
	private static final Map<String, String> JVM = Map.of("JDK_JAVA_OPTIONS",
			"-Xms%1$dg -Xmx%1$dg -XX:+AlwaysPreTouch".formatted(HEAP));

	private static final List<String> POSTGRES_SETTINGS = List.of("track_commit_timestamp = on",
			"shared_buffers = '512MB'", "max_wal_size = '4GB'");

	/** In the local system a superuser's and a role's password is its name. */
	private static final String SUPERUSER = "postgres";

	private final PizzaShop shop;

	private final Ports ports;

	private final Path directory;

	private final Map<String, Duration> started;

	private LoadedShop(PizzaShop shop, Ports ports, Path directory, Map<String, Duration> started) {
		this.shop = shop;
		this.ports = ports;
		this.directory = directory;
		this.started = started;
	}

	/** Starts the infrastructure, with no data, and no service yet. */
	public static LoadedShop open(Path directory, Ports ports, Progress progress) {
		Map<String, Duration> started = new LinkedHashMap<>();
		PizzaShop shop = PizzaShop.open(PlatformDirectory.in(directory), ports, true, Compilers.ALL,
				new Stopwatch(started, progress));
		LoadedShop loaded = new LoadedShop(shop, ports, directory, started);
		try {
			loaded.setUpPostgres();
			return loaded;
		}
		catch (RuntimeException ex) {
			loaded.close();
			throw ex;
		}
	}

	private void setUpPostgres() {
		try (Connection connection = connectAsSuperuser(); Statement statement = connection.createStatement()) {
			for (String setting : POSTGRES_SETTINGS) {
				statement.execute("alter system set " + setting);
			}
		}
		catch (SQLException ex) {
			throw new PlatformException("PostgreSQL cannot be set up: " + ex.getMessage() + ".", ex);
		}
		this.shop.infrastructure().postgres().stop();
		this.shop.infrastructure().postgres().start();
	}

	private Connection connectAsSuperuser() throws SQLException {
		return DriverManager.getConnection(this.shop.infrastructure().jdbcUrl(SUPERUSER), SUPERUSER, SUPERUSER);
	}

	/** Has PostgreSQL write what it holds back, which is no cost of what comes next. */
	public void checkpoint() {
		try (Connection connection = connectAsSuperuser(); Statement statement = connection.createStatement()) {
			statement.execute("checkpoint");
		}
		catch (SQLException ex) {
			throw new PlatformException("PostgreSQL made no checkpoint: " + ex.getMessage() + ".", ex);
		}
	}

	/**
	 * What the processes have cost by now. PostgreSQL counts itself what it writes, its
	 * log's new files full of zeros aside: Linux counts a page that is written twice
	 * before it reaches the disk once, and one of a large file with all its neighbours.
	 */
	public ProcessCosts costs() {
		try (Connection connection = connectAsSuperuser();
				Statement statement = connection.createStatement();
				ResultSet written = statement.executeQuery(
						"select sum(coalesce(write_bytes, 0) + coalesce(extend_bytes, 0)) from pg_stat_io where context <> 'init'")) {
			written.next();
			return ProcessCosts.of(processes())
				.withWritten(this.shop.infrastructure().postgres().name(), written.getLong(1));
		}
		catch (SQLException ex) {
			throw new PlatformException("PostgreSQL does not tell what it wrote: " + ex.getMessage() + ".", ex);
		}
	}

	/** Starts one instance of every service side by side. */
	public void startServices() {
		Map<Service, Map<String, String>> environments = new HashMap<>();
		for (Service service : Service.values()) {
			environments.put(service, environmentOf(service));
		}
		this.shop.startServices(environments);
	}

	/**
	 * Starts a service and returns when it is ready.
	 * @param settings of its own, as variables of the environment
	 */
	public ServiceInstance start(Service service, Map<String, String> settings) {
		Map<String, String> environment = environmentOf(service);
		environment.putAll(settings);
		return this.shop.start(service, 1, environment);
	}

	/** Stops the services for good. PostgreSQL, Kafka and the mail server go on. */
	public void stopServices() {
		ParallelStop.of(this.shop.services().stream().map(ServiceInstance::process).toList());
	}

	private static Map<String, String> environmentOf(Service service) {
		Map<String, String> environment = new HashMap<>(JVM);
		if (service == Service.ORDER) {
			environment.put("ORDER_PLACING_MOSTWAITING", Integer.toString(MOST_WAITING));
		}
		if (service == Service.KITCHEN) {
			environment.put("KITCHEN_PREPARATIONTIME", "0s");
			environment.put("KITCHEN_BAKETIME", "0s");
		}
		return environment;
	}

	/** A connection to a service's database, as the service has it. */
	public Connection connect(Service service) throws SQLException {
		String role = service.database();
		return DriverManager.getConnection(this.shop.infrastructure().jdbcUrl(role) + "?reWriteBatchedInserts=true",
				role, role);
	}

	public Ports ports() {
		return this.ports;
	}

	public String bootstrapServers() {
		return this.shop.infrastructure().bootstrapServers();
	}

	public String registryUrl() {
		return this.shop.infrastructure().registryUrl();
	}

	public int smtpPort() {
		return this.shop.infrastructure().smtpPort();
	}

	/** All that run. */
	private List<ChildProcess> processes() {
		return this.shop.processes().stream().filter(ChildProcess::isAlive).toList();
	}

	/** How long each process took to be ready when it was started. */
	public Map<String, Duration> started() {
		return new LinkedHashMap<>(this.started);
	}

	/** For files of a measurement. */
	public Path directory() {
		return this.directory;
	}

	@Override
	public void close() {
		this.shop.close();
	}

	/** Keeps how long each start took. */
	private record Stopwatch(Map<String, Duration> started, Progress progress) implements Progress {

		@Override
		public void say(String sentence) {
			this.progress.say(sentence);
		}

		@Override
		public void ready(ChildProcess process, Duration took) {
			this.started.put(process.name(), took);
			this.progress.ready(process, took);
		}

		@Override
		public void waiting(List<String> names, Duration since) {
			this.progress.waiting(new ArrayList<>(names), since);
		}

	}

}
