package pizzashop.order.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import pizzashop.order.Customers;
import pizzashop.order.OrderServiceApplication;
import pizzashop.order.OrderServiceTest;
import pizzashop.order.orders.Order;
import pizzashop.order.orders.OrderRepository;
import pizzashop.testplatform.TestPlatform;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.MediaType;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@OrderServiceTest
class LiveOrdersIT {

	private static final Instant NOW = Instant.parse("2026-05-01T18:00:00Z");

	@Autowired
	private Customers customers;

	@Autowired
	private OrderRepository orders;

	@Autowired
	private TransactionTemplate transaction;

	@LocalServerPort
	private int port;

	@Test
	void aTimelineIsSentFromItsBeginningAndGoesOn() {
		UUID order = this.customers.ordered("Margherita", 1);

		try (Events events = Events.at(this.port, "/orders/" + order + "/events", null)) {
			await().untilAsserted(() -> assertThat(events.ids()).containsExactly("0"));
			cook(order);
			await().untilAsserted(() -> assertThat(events.ids()).containsExactly("0", "1"));

			assertThat(events.lines).contains("event: entry")
				.anyMatch((line) -> line.startsWith("data:") && line.contains("CookingStarted"));
		}
	}

	@Test
	void whoComesAgainGetsOnlyWhatIsNew() {
		UUID order = this.customers.ordered("Margherita", 1);
		cook(order);

		try (Events events = Events.at(this.port, "/orders/" + order + "/events", "0")) {
			await().untilAsserted(() -> assertThat(events.ids()).containsExactly("1"));
			assertThat(events.lines).noneMatch((line) -> line.contains("OrderPlaced"));
		}
	}

	@Test
	void theNewestOrdersAreSentAgainWhenOneIsPlaced() {
		try (Events events = Events.at(this.port, "/orders/events", null)) {
			await().until(() -> events.lines.contains("event: orders"));
			UUID order = this.customers.ordered("Diavola", 1);

			await()
				.untilAsserted(() -> assertThat(events.lines).anyMatch((line) -> line.contains("\"" + order + "\"")));
		}
	}

	@Test
	void anUnknownOrderIsAProblemNotAStream() {
		this.customers.see("/orders/" + UUID.randomUUID() + "/events")
			.expectStatus()
			.isNotFound()
			.expectHeader()
			.contentType(MediaType.APPLICATION_PROBLEM_JSON);
	}

	/**
	 * Another instance serves the stream, with as many streams as it may, and shuts down.
	 */
	@Test
	void anotherInstanceTellsOfItRefusesOneStreamTooManyAndIsNotHeldUpByThem() {
		UUID order = this.customers.ordered("Funghi", 1);
		ConfigurableApplicationContext other = anotherInstance();
		int otherPort = other.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
		String path = "/orders/" + order + "/events";

		try (Events events = Events.at(otherPort, path, null)) {
			await().untilAsserted(() -> assertThat(events.ids()).containsExactly("0"));
			cook(order);
			await().untilAsserted(() -> assertThat(events.ids()).containsExactly("0", "1"));

			try (Events refused = Events.at(otherPort, path, null)) {
				assertThat(refused.response.statusCode()).isEqualTo(503);
				assertThat(refused.response.headers().firstValue("Retry-After")).isPresent();
				assertThat(refused.response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
			}

			long began = System.nanoTime();
			other.close();

			assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(15));
			await().untilAsserted(() -> assertThat(events.reading.isAlive()).isFalse());
		}
	}

	private void cook(UUID id) {
		this.transaction.executeWithoutResult((status) -> {
			Order order = this.orders.lock(List.of(id)).getFirst();
			order.startCooking(NOW, NOW.plusSeconds(8));
			this.orders.save(order);
		});
	}

	private static ConfigurableApplicationContext anotherInstance() {
		return new SpringApplicationBuilder(OrderServiceApplication.class).run("--server.port=0",
				"--management.server.port=0", "--spring.datasource.url=" + TestPlatform.jdbcUrl("orders"),
				"--spring.kafka.bootstrap-servers=" + TestPlatform.bootstrapServers(),
				"--spring.kafka.properties.schema.registry.url=" + TestPlatform.registryUrl(),
				"--messaging.live.max-streams=1");
	}

	/** A stream as it is read, line by line. */
	private static final class Events implements AutoCloseable {

		private final Queue<String> lines = new ConcurrentLinkedQueue<>();

		private final HttpResponse<Stream<String>> response;

		private final Thread reading;

		private Events(HttpResponse<Stream<String>> response) {
			this.response = response;
			this.reading = Thread.startVirtualThread(() -> {
				try {
					response.body().forEach(this.lines::add);
				}
				catch (UncheckedIOException ex) {
					// closed
				}
			});
		}

		static Events at(int port, String path, String lastEventId) {
			HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
				.header("Accept", MediaType.TEXT_EVENT_STREAM_VALUE);
			if (lastEventId != null) {
				request.header("Last-Event-ID", lastEventId);
			}
			try {
				return new Events(
						HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofLines()));
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
		}

		List<String> ids() {
			return this.lines.stream()
				.filter((line) -> line.startsWith("id: "))
				.map((line) -> line.substring("id: ".length()))
				.toList();
		}

		@Override
		public void close() {
			this.response.body().close();
		}

	}

}
