package pizzashop.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

import kafka.Kafka;
import kafka.tools.StorageTool;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.Uuid;
import pizzashop.platform.process.PlatformDirectory;
import pizzashop.platform.process.ProcessDefinition;
import pizzashop.platform.process.StopSignal;

/** Kafka in KRaft mode, broker and controller in one process. */
final class KafkaBroker {

	private KafkaBroker() {
	}

	/** The child process: formats the storage at the very first start, then is Kafka. */
	public static void main(String[] arguments) throws IOException {
		Properties configuration = new Properties();
		try (var reader = Files.newBufferedReader(Path.of(arguments[0]))) {
			configuration.load(reader);
		}
		if (!Files.exists(Path.of(configuration.getProperty("log.dirs"), "meta.properties"))) {
			int exitCode = StorageTool.execute(new String[] { "format", "--standalone", "--cluster-id",
					Uuid.randomUuid().toString(), "--config", arguments[0] }, System.out);
			if (exitCode != 0) {
				System.exit(exitCode);
			}
		}
		Kafka.main(arguments);
	}

	static ProcessDefinition definition(ProjectHome home, PlatformDirectory directory, Ports ports,
			Compilers compilers) {
		Path configuration = directory.run().resolve("kafka.properties");
		List<String> command = JavaProgram.java("-Xmx256m", compilers.option(), "-XX:MaxDirectMemorySize=64m",
				"-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
				"-Dorg.slf4j.simpleLogger.log.org.apache.kafka.server=info",
				"-Dorg.slf4j.simpleLogger.showDateTime=true",
				"-Dorg.slf4j.simpleLogger.dateTimeFormat=yyyy-MM-dd'T'HH:mm:ss.SSS", "-cp", JavaProgram.classPath(home),
				KafkaBroker.class.getName(), configuration.toString());
		return new ProcessDefinition("kafka", List.of(ports.kafka(), ports.kafkaController()), command, Map.of(),
				directory.run(), () -> configure(configuration, directory.data().resolve("kafka"), ports),
				() -> answers(ports.bootstrapServers()), StopSignal.TERM, Duration.ofSeconds(20))
			.givingWay();
	}

	private static void configure(Path file, Path data, Ports ports) throws IOException {
		Files.createDirectories(data);
		Properties configuration = new Properties();
		configuration.putAll(Map.ofEntries(Map.entry("process.roles", "broker,controller"), Map.entry("node.id", "1"),
				Map.entry("controller.quorum.bootstrap.servers", "127.0.0.1:" + ports.kafkaController()),
				Map.entry("controller.listener.names", "CONTROLLER"),
				Map.entry("listeners",
						"PLAINTEXT://127.0.0.1:" + ports.kafka() + ",CONTROLLER://127.0.0.1:"
								+ ports.kafkaController()),
				Map.entry("advertised.listeners",
						"PLAINTEXT://127.0.0.1:" + ports.kafka() + ",CONTROLLER://127.0.0.1:"
								+ ports.kafkaController()),
				Map.entry("log.dirs", data.toString()), Map.entry("auto.create.topics.enable", "false"),
				Map.entry("offsets.topic.replication.factor", "1"), Map.entry("offsets.topic.num.partitions", "6"),
				Map.entry("transaction.state.log.replication.factor", "1"),
				Map.entry("transaction.state.log.min.isr", "1"), Map.entry("transaction.state.log.num.partitions", "6"),
				Map.entry("share.coordinator.state.topic.replication.factor", "1"),
				Map.entry("share.coordinator.state.topic.min.isr", "1"),
				Map.entry("group.initial.rebalance.delay.ms", "0"), Map.entry("num.network.threads", "2"),
				Map.entry("num.io.threads", "4"),
				// a killed broker registers again only after its old session ended
				Map.entry("broker.session.timeout.ms", "3000"), Map.entry("broker.heartbeat.interval.ms", "500"),
				// the default, 128 MB of heap, is made for a large compacted topic
				Map.entry("log.cleaner.dedupe.buffer.size", "4194304")));
		try (var writer = Files.newBufferedWriter(file)) {
			configuration.store(writer, null);
		}
	}

	private static boolean answers(String bootstrapServers) throws Exception {
		Tcp.connect(bootstrapServers);
		try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
				AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, "2000", AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
				"3000"))) {
			return !admin.describeCluster().nodes().get(3, TimeUnit.SECONDS).isEmpty();
		}
	}

}
