package pizzashop.platform;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import pizzashop.contracts.SchemaRegistration;
import pizzashop.contracts.TopicCreation;
import pizzashop.platform.mail.MailFolder;
import pizzashop.platform.process.ChildProcess;
import pizzashop.platform.process.LaunchLock;
import pizzashop.platform.process.ParallelStart;
import pizzashop.platform.process.ParallelStop;
import pizzashop.platform.process.PlatformDirectory;
import pizzashop.platform.process.PlatformException;
import pizzashop.platform.process.Progress;

/**
 * What the services stand on: Kafka, a Schema Registry, PostgreSQL and a mail server, all
 * real, each a process of its own on 127.0.0.1, with topics, schemas and databases in
 * place. Each can be killed and started again on its data. Ends with the JVM at the
 * latest.
 */
public final class Infrastructure implements AutoCloseable {

	private final PlatformDirectory directory;

	private final ProjectHome home;

	private final Ports ports;

	private final LaunchLock lock;

	private final ChildProcess kafka;

	private final ChildProcess registry;

	private final ChildProcess postgres;

	private final ChildProcess mailServer;

	private final Thread endWithJvm = new Thread(this::stopAll, "end-infrastructure");

	private final ReentrantLock stopping = new ReentrantLock();

	private Infrastructure(ProjectHome home, PlatformDirectory directory, Ports ports, Compilers compilers,
			LaunchLock lock) {
		this.home = home;
		this.directory = directory;
		this.ports = ports;
		this.lock = lock;
		this.kafka = new ChildProcess(KafkaBroker.definition(home, directory, ports, compilers), directory);
		this.registry = new ChildProcess(RegistryServer.definition(home, directory, ports), directory);
		this.postgres = new ChildProcess(PostgresServer.definition(home, directory, ports), directory);
		this.mailServer = new ChildProcess(MailServerLaunch.definition(home, directory, ports, compilers), directory);
	}

	/**
	 * Starts everything on free ports and returns when it is ready.
	 * @param directory where data and logs go; what an earlier run left there is found
	 * again
	 * @throws PlatformException when something does not start; nothing is left running
	 */
	public static Infrastructure start(Path directory) {
		return start(PlatformDirectory.in(directory), Ports.free(), Progress.SILENT);
	}

	/**
	 * Starts everything and returns when it is ready.
	 * @param directory where data and logs go; what an earlier run left there is found
	 * again
	 * @param ports the ports to use
	 * @param progress hears of each process
	 * @throws PlatformException when something does not start, or another launcher works
	 * in the directory; nothing is left running
	 */
	public static Infrastructure start(PlatformDirectory directory, Ports ports, Progress progress) {
		Infrastructure infrastructure = prepare(directory, ports, Compilers.QUICK, progress);
		Runtime.getRuntime().addShutdownHook(infrastructure.endWithJvm);
		infrastructure.start(progress);
		return infrastructure;
	}

	/** Takes the directory, starts nothing yet. */
	static Infrastructure prepare(PlatformDirectory directory, Ports ports, Compilers compilers, Progress progress) {
		ProjectHome home = ProjectHome.locate();
		directory.create();
		DiskSpace.check(directory.data());
		LaunchLock lock = LaunchLock.acquire(directory, progress::say);
		try {
			return new Infrastructure(home, directory, ports, compilers, lock);
		}
		catch (RuntimeException ex) {
			lock.close();
			throw ex;
		}
	}

	void start(Progress progress) {
		try {
			processes().forEach(ChildProcess::checkPorts);
			ParallelStart.of(processes(), progress);
			TopicCreation.create(bootstrapServers(), Map.of());
			Databases.create(jdbcUrl(PostgresServer.SUPERUSER), PostgresServer.SUPERUSER, PostgresServer.SUPERUSER);
			SchemaRegistration.register(registryUrl(), Map.of());
		}
		catch (IOException | RestClientException ex) {
			close();
			throw new PlatformException("Cannot set up topics and schemas: " + ex.getMessage() + ".", ex);
		}
		catch (InterruptedException ex) {
			close();
			throw PlatformException.interrupted("Creating the topics");
		}
		catch (RuntimeException ex) {
			close();
			throw ex;
		}
	}

	/** For Kafka's {@code bootstrap.servers}. */
	public String bootstrapServers() {
		return this.ports.bootstrapServers();
	}

	/** For Confluent's {@code schema.registry.url}. */
	public String registryUrl() {
		return RegistryServer.url(this.ports);
	}

	/**
	 * The JDBC address of a database: {@code orders}, {@code kitchen} or
	 * {@code notifications}. Role and password are the database's name.
	 */
	public String jdbcUrl(String database) {
		return PostgresServer.jdbcUrl(this.ports, database);
	}

	/** Where the mail server listens, without authentication or encryption. */
	public int smtpPort() {
		return this.ports.smtp();
	}

	/** What the mail server received. */
	public MailFolder mailbox() {
		return new MailFolder(this.directory.mail());
	}

	public ChildProcess kafka() {
		return this.kafka;
	}

	public ChildProcess registry() {
		return this.registry;
	}

	public ChildProcess postgres() {
		return this.postgres;
	}

	public ChildProcess mailServer() {
		return this.mailServer;
	}

	Ports ports() {
		return this.ports;
	}

	PlatformDirectory directory() {
		return this.directory;
	}

	ProjectHome home() {
		return this.home;
	}

	List<ChildProcess> processes() {
		return List.of(this.postgres, this.kafka, this.registry, this.mailServer);
	}

	/** Stops everything and gives the directory free. Closing twice is fine. */
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
		this.stopping.lock();
		try (this.lock) {
			ParallelStop.of(processes());
		}
		finally {
			this.stopping.unlock();
		}
	}

}
