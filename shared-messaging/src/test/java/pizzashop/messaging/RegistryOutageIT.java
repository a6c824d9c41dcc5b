package pizzashop.messaging;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;
import pizzashop.messaging.test.ThingHappened;
import pizzashop.testplatform.TestPlatform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class RegistryOutageIT {

	@Test
	void anEventThatWasPreparedNeedsNoRegistry() throws Exception {
		try (TestTopic topic = TestTopic.create("prepared-things", 1);
				Wire wire = new Wire();
				EventSerializer prepared = new EventSerializer(Map.of("schema.registry.url", wire.url()));
				EventSerializer unprepared = new EventSerializer(Map.of("schema.registry.url", wire.url()))) {
			prepared.prepare(topic.name(), List.of(ThingHappened.class));
			wire.close();

			ThingHappened event = new ThingHappened("prepared", 1);
			assertThat(prepared.serialize(topic.name(), event)).isEqualTo(topic.bytesOf("prepared", 1));
			assertThatExceptionOfType(SerializationException.class)
				.isThrownBy(() -> unprepared.serialize(topic.name(), event));
		}
	}

	/** To the real registry, until it is cut. */
	private static final class Wire implements AutoCloseable {

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

		@Override
		public void close() throws IOException {
			this.entrance.close();
			for (Socket connection : this.connections) {
				connection.close();
			}
		}

	}

}
