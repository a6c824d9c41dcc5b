package pizzashop.messaging;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import pizzashop.messaging.outbox.Outbox;
import pizzashop.messaging.test.ThingHappened;
import pizzashop.testplatform.TestPlatform;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

class RegistryOutageIT {

	private static final List<Class<? extends SpecificRecord>> THINGS = List.of(ThingHappened.class);

	private final Wire wire = new Wire();

	RegistryOutageIT() throws IOException {
	}

	@AfterEach
	void close() throws IOException {
		this.wire.close();
	}

	@Test
	void whatWasPreparedIsPublishedWithoutTheRegistryAlsoAfterARestart() throws Exception {
		try (TestTopic topic = TestTopic.create("prepared-things", 1)) {
			try (ConfigurableApplicationContext service = start(Publisher.class, "--test.publishes=" + topic.name())) {
				this.wire.cut();
				publish(service, topic, 1);
			}
			try (ConfigurableApplicationContext restarted = start(Publisher.class,
					"--test.publishes=" + topic.name())) {
				publish(restarted, topic, 2);

				await().atMost(ofSeconds(30)).until(() -> topic.content().size() >= 2);
			}

			assertThat(topic.content()).extracting((record) -> topic.decode(record).getNumber()).containsExactly(1, 2);
		}
	}

	@Test
	void whatWasNeverPreparedHasToWait() throws Exception {
		try (TestTopic topic = TestTopic.create("unprepared-things", 1)) {
			this.wire.cut();
			try (ConfigurableApplicationContext service = start()) {
				service.getBean(Outbox.class).prepare(topic.name(), THINGS);

				assertThatExceptionOfType(SerializationException.class).isThrownBy(() -> publish(service, topic, 1));
			}
		}
	}

	/** As after a registry that was set up anew. */
	@Test
	void theRegistrysWordCountsWheneverItAnswers() throws Exception {
		try (TestTopic topic = TestTopic.create("renumbered-things", 1)) {
			byte[] right = topic.bytesOf("renumbered", 1);
			try (ConfigurableApplicationContext service = start()) {
				service.getBean(Outbox.class).prepare(topic.name(), THINGS);
				service.getBean(JdbcTemplate.class)
					.update("update schema_id set id = 987654 where subject like 'renumbered-things-%'");
			}
			this.wire.cut();
			try (ConfigurableApplicationContext service = start()) {
				EventSerializer serializer = service.getBean(EventSerializer.class);
				service.getBean(Outbox.class).prepare(topic.name(), THINGS);
				assertThat(serializer.serialize(topic.name(), new ThingHappened("renumbered", 1, null)))
					.isNotEqualTo(right);

				this.wire.mend();

				await().atMost(ofSeconds(30))
					.untilAsserted(() -> assertThat(
							serializer.serialize(topic.name(), new ThingHappened("renumbered", 1, null)))
						.isEqualTo(right));
				await().untilAsserted(() -> assertThat(service.getBean(JdbcTemplate.class)
					.queryForObject("select count(*) from schema_id where id = 987654", Integer.class)).isZero());
			}
		}
	}

	private ConfigurableApplicationContext start() {
		return start(TestService.class, "--test.publishes=nothing");
	}

	private ConfigurableApplicationContext start(Class<?> part, String setting) {
		return new SpringApplicationBuilder(TestService.class, part).run(setting,
				"--spring.datasource.url=" + TestPlatform.jdbcUrl("kitchen"), "--spring.datasource.username=kitchen",
				"--spring.datasource.password=kitchen",
				"--spring.kafka.bootstrap-servers=" + TestPlatform.bootstrapServers(),
				"--spring.kafka.properties.schema.registry.url=" + this.wire.url());
	}

	private static void publish(ApplicationContext service, TestTopic topic, int number) {
		new TransactionTemplate(service.getBean(PlatformTransactionManager.class))
			.executeWithoutResult((status) -> service.getBean(Outbox.class)
				.append(topic.name(), "key", new ThingHappened("prepared", number, null)));
	}

	/** As services do it: before anything is started. */
	static class Publisher {

		Publisher(Outbox outbox, @Value("${test.publishes}") String topic) {
			outbox.prepare(topic, THINGS);
		}

	}

	/** To the real registry, unless it is cut. */
	private static final class Wire implements AutoCloseable {

		private volatile boolean cut;

		private final URI registry = URI.create(TestPlatform.registryUrl());

		private final ServerSocket entrance = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());

		private final Set<Socket> connections = ConcurrentHashMap.newKeySet();

		Wire() throws IOException {
			Thread.ofVirtual().start(() -> {
				while (!this.entrance.isClosed()) {
					connect();
				}
			});
		}

		String url() {
			return "http://localhost:" + this.entrance.getLocalPort() + this.registry.getPath();
		}

		private void connect() {
			try {
				Socket client = this.entrance.accept();
				if (this.cut) {
					client.close();
					return;
				}
				Socket server = new Socket(this.registry.getHost(), this.registry.getPort());
				this.connections.addAll(List.of(client, server));
				Thread.ofVirtual().start(() -> copy(client, server));
				Thread.ofVirtual().start(() -> copy(server, client));
			}
			catch (IOException ex) {
				// it was cut
			}
		}

		private static void copy(Socket from, Socket to) {
			try (from; to) {
				from.getInputStream().transferTo(to.getOutputStream());
			}
			catch (IOException ex) {
				// the other end is gone
			}
		}

		void mend() {
			this.cut = false;
		}

		void cut() throws IOException {
			this.cut = true;
			for (Socket connection : this.connections) {
				connection.close();
			}
		}

		@Override
		public void close() throws IOException {
			cut();
			this.entrance.close();
		}

	}

}
