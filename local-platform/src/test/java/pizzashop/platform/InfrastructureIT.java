package pizzashop.platform;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import jakarta.mail.Message;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pizzashop.contracts.SchemaRegistration;
import pizzashop.contracts.TopicCreation;
import pizzashop.contracts.Topics;
import pizzashop.platform.mail.Mail;
import pizzashop.platform.process.PlatformException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

class InfrastructureIT {

	@TempDir
	@SuppressWarnings("NullAway.Init")
	static Path directory;

	@SuppressWarnings("NullAway.Init")
	static Infrastructure infrastructure;

	@BeforeAll
	static void start() {
		infrastructure = Infrastructure.start(directory);
	}

	@AfterAll
	static void stop() {
		infrastructure.close();
	}

	@Test
	void topicsKeepTheirRecordsForNoLongerThanTheContractSays() throws Exception {
		List<ConfigResource> topics = Stream.of(Topics.PIZZA_ORDERS, Topics.ORDERS_DLQ)
			.map((topic) -> new ConfigResource(ConfigResource.Type.TOPIC, topic))
			.toList();
		try (Admin admin = Admin.create(Map.of("bootstrap.servers", infrastructure.bootstrapServers()))) {
			admin
				.incrementalAlterConfigs(
						Map.of(topics.getFirst(),
								List.of(new AlterConfigOp(new ConfigEntry("segment.ms", "604800000"),
										AlterConfigOp.OpType.SET))))
				.all()
				.get(10, TimeUnit.SECONDS);

			TopicCreation.create(infrastructure.bootstrapServers(), Map.of());

			assertThat(admin.describeConfigs(topics).all().get(10, TimeUnit.SECONDS).values()).hasSize(2)
				.allSatisfy((settings) -> {
					assertThat(settings.get("retention.ms").value()).isEqualTo("" + Topics.RETENTION.toMillis());
					assertThat(settings.get("segment.ms").value()).isEqualTo("" + Topics.SEGMENT.toMillis());
				});
		}
	}

	@Test
	void aTopicWithOtherPartitionsIsNotTakenForOurs() throws Exception {
		try (Admin admin = Admin.create(Map.of("bootstrap.servers", infrastructure.bootstrapServers()))) {
			admin.createPartitions(Map.of(Topics.ORDERS_DLQ, NewPartitions.increaseTo(Topics.PARTITIONS + 1)))
				.all()
				.get(10, TimeUnit.SECONDS);

			assertThatIOException().isThrownBy(() -> TopicCreation.create(infrastructure.bootstrapServers(), Map.of()))
				.withMessage("The topic orders-dlq has 13 partitions, not 12: "
						+ "delete it if it is empty, or copy what is in it");

			admin.deleteTopics(List.of(Topics.ORDERS_DLQ)).all().get(10, TimeUnit.SECONDS);
			TopicCreation.create(infrastructure.bootstrapServers(), Map.of());
		}
	}

	@Test
	void aBrokerThatIsNoneIsToldInASentence() {
		assertThatIOException().isThrownBy(() -> TopicCreation.create("nowhere.invalid:9092", Map.of()))
			.withMessageStartingWith("Cannot create the topics on nowhere.invalid:9092: ");
	}

	@Test
	void recordsSurviveAKilledKafka() throws Exception {
		send("before the kill");

		infrastructure.kafka().kill();
		assertThat(infrastructure.kafka().isAlive()).isFalse();
		infrastructure.kafka().start();

		assertThat(recordsOf(Topics.PIZZA_ORDERS)).contains("before the kill");
		send("after the kill");
		assertThat(recordsOf(Topics.PIZZA_ORDERS)).contains("before the kill", "after the kill");
	}

	@Test
	void committedRowsSurviveAKilledPostgres() throws Exception {
		try (Connection connection = connect("orders"); Statement statement = connection.createStatement()) {
			statement.execute("CREATE TABLE kept (word text)");
			statement.execute("INSERT INTO kept VALUES ('committed')");
		}

		infrastructure.postgres().kill();
		infrastructure.postgres().start();

		try (Connection connection = connect("orders");
				Statement statement = connection.createStatement();
				ResultSet rows = statement.executeQuery("SELECT word FROM kept")) {
			assertThat(rows.next()).isTrue();
			assertThat(rows.getString(1)).isEqualTo("committed");
		}
	}

	@Test
	void schemaIdsSurviveAKilledAndAStoppedRegistry() throws Exception {
		Map<String, Integer> before = SchemaRegistration.register(infrastructure.registryUrl(), Map.of());

		infrastructure.registry().kill();
		infrastructure.registry().start();
		assertThat(SchemaRegistration.register(infrastructure.registryUrl(), Map.of())).isEqualTo(before);

		infrastructure.registry().stop();
		infrastructure.registry().start();
		assertThat(SchemaRegistration.register(infrastructure.registryUrl(), Map.of())).isEqualTo(before);
	}

	@Test
	void mailSurvivesAKilledMailServer() throws Exception {
		sendMail("ada@example.org", "Ihre Pizza für heute");

		infrastructure.mailServer().kill();
		infrastructure.mailServer().start();

		assertThat(infrastructure.mailbox().to("ada@example.org")).extracting(Mail::subject)
			.containsExactly("Ihre Pizza für heute");
	}

	@ParameterizedTest
	@ValueSource(strings = { "kitchen", "postgres", "template1" })
	void aRoleSeesNoDatabaseButItsOwn(String other) {
		assertThatExceptionOfType(SQLException.class)
			.isThrownBy(() -> DriverManager.getConnection(infrastructure.jdbcUrl(other), "orders", "orders"))
			.withMessageContaining("permission denied");
	}

	@Test
	void theMemoryOfTheWholeSystemIsMeasuredWhereTheOperatingSystemTells() {
		assumeThat(Path.of("/proc/self/smaps_rollup")).isReadable();

		assertThat(SystemMemory.megabytes().orElse(0)).isBetween(300L, 3000L);
	}

	@Test
	void aSecondLauncherOnTheSameDirectoryIsRefused() {
		assertThatExceptionOfType(PlatformException.class).isThrownBy(() -> Infrastructure.start(directory))
			.withMessageContaining("Another launcher (pid " + ProcessHandle.current().pid() + ")");
	}

	private static Connection connect(String database) throws SQLException {
		return DriverManager.getConnection(infrastructure.jdbcUrl(database), database, database);
	}

	private static void send(String value) throws Exception {
		try (KafkaProducer<String, String> producer = new KafkaProducer<>(
				Map.of("bootstrap.servers", infrastructure.bootstrapServers()), new StringSerializer(),
				new StringSerializer())) {
			producer.send(new ProducerRecord<>(Topics.PIZZA_ORDERS, 0, "key", value)).get(30, TimeUnit.SECONDS);
		}
	}

	private static List<String> recordsOf(String topic) {
		TopicPartition partition = new TopicPartition(topic, 0);
		try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
				Map.of("bootstrap.servers", infrastructure.bootstrapServers()), new StringDeserializer(),
				new StringDeserializer())) {
			consumer.assign(List.of(partition));
			consumer.seekToBeginning(List.of(partition));
			return consumer.poll(Duration.ofSeconds(30))
				.records(partition)
				.stream()
				.map(ConsumerRecord::value)
				.toList();
		}
	}

	private static void sendMail(String recipient, String subject) throws Exception {
		Properties properties = new Properties();
		properties.put("mail.smtp.host", "127.0.0.1");
		properties.put("mail.smtp.port", infrastructure.smtpPort());
		MimeMessage message = new MimeMessage(Session.getInstance(properties));
		message.setFrom(new InternetAddress("shop@example.org"));
		message.setRecipient(Message.RecipientType.TO, new InternetAddress(recipient));
		message.setSubject(subject, StandardCharsets.UTF_8.name());
		message.setText("Guten Appetit");
		Transport.send(message);
	}

}
