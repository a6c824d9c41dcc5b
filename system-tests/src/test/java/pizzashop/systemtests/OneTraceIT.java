package pizzashop.systemtests;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pizzashop.platform.Service;
import pizzashop.platform.ServiceInstance;
import pizzashop.platform.customer.Order;
import pizzashop.platform.customer.OrderClient;
import pizzashop.platform.customer.OrderLine;
import pizzashop.systemtests.telemetry.ReceivedLine;
import pizzashop.systemtests.telemetry.ReceivedSpan;
import pizzashop.systemtests.telemetry.TelemetryReceiver;
import pizzashop.systemtests.telemetry.SpanTree;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

/** One order, one trace: in what the services export and in what they log. */
class OneTraceIT {

	private static final JsonMapper JSON = new JsonMapper();

	private final RunningShop shop = RunningShop.get();

	private final TelemetryReceiver receiver = this.shop.telemetry();

	private final OrderClient customer = this.shop.customers().getLast();

	@BeforeEach
	void keepTelemetry() {
		this.receiver.keep();
	}

	@AfterEach
	void forgetTelemetry() {
		this.receiver.forget();
	}

	@Test
	void anOrderIsOneTraceFromItsRequestToItsLastMail() {
		Order order = place("Margherita");

		SpanTree tree = awaitTree(order, 13);
		assertThat(tree.outline()).isEqualTo("""
				http post /orders (order-service, SERVER)
				  publish OrderPlaced (order-service, PRODUCER)
				    process OrderPlaced (kitchen-service, CONSUMER)
				      take out of the oven (kitchen-service, INTERNAL)
				        publish OrderReady (kitchen-service, PRODUCER)
				          process OrderReady (notification-service, CONSUMER)
				            send mail (notification-service, CLIENT)
				          process OrderReady (order-service, CONSUMER)
				      put into the oven (kitchen-service, INTERNAL)
				        publish CookingStarted (kitchen-service, PRODUCER)
				          process CookingStarted (order-service, CONSUMER)
				    process OrderPlaced (notification-service, CONSUMER)
				      send mail (notification-service, CLIENT)
				""");
		assertThat(tree.spans()).noneMatch(ReceivedSpan::failed);
		Told.line("The trace of an order:\n" + tree.picture());
		ReceivedSpan published = find(tree, "publish OrderPlaced");
		ReceivedSpan processed = find(tree, "process OrderPlaced");
		assertThat(published.attributes()).containsEntry("messaging.system", "kafka")
			.containsEntry("messaging.destination.name", "pizza-orders")
			.containsEntry("messaging.kafka.message.key", order.id());
		assertThat(published.attribute("messaging.outbox.wait_ms")).matches("\\d+");
		assertThat(processed.attributes())
			.containsEntry("messaging.destination.partition.id",
					published.attribute("messaging.destination.partition.id"))
			.containsEntry("messaging.kafka.offset", published.attribute("messaging.kafka.offset"))
			.containsEntry("messaging.consumer.group.name", processed.service());
	}

	@Test
	void aRejectedOrderIsOneTraceToItsRefund() {
		Order order = place("Hawaiian");

		SpanTree tree = awaitTree(order, 12);
		assertThat(tree.outline()).isEqualTo("""
				http post /orders (order-service, SERVER)
				  publish OrderPlaced (order-service, PRODUCER)
				    process OrderPlaced (kitchen-service, CONSUMER)
				      publish OrderRejected (kitchen-service, PRODUCER)
				        process OrderRejected (notification-service, CONSUMER)
				          send mail (notification-service, CLIENT)
				        process OrderRejected (order-service, CONSUMER)
				          publish RefundIssued (order-service, PRODUCER)
				            process RefundIssued (notification-service, CONSUMER)
				              send mail (notification-service, CLIENT)
				    process OrderPlaced (notification-service, CONSUMER)
				      send mail (notification-service, CLIENT)
				""");
	}

	/**
	 * The second instances log as they do in containers. Which of two instances has an
	 * order's partition is up to Kafka: of many orders each has some.
	 */
	@Test
	void everyLineAboutAnOrderSaysItsTraceAndItsIdAsFields() {
		List<Order> orders = Stream.generate(() -> place("Funghi")).limit(24).toList();
		Map<String, String> traces = orders.stream()
			.collect(Collectors.toMap(Order::id, (order) -> awaitTree(order, 13).spans().getFirst().trace()));

		List<JsonNode> lines = Stream.of(Service.values())
			.map((service) -> this.shop.instances(service).getLast())
			.flatMap(OneTraceIT::logOf)
			.map(JSON::readTree)
			.filter((line) -> traces.keySet().stream().anyMatch(line.path("message").asString("")::contains))
			.toList();

		assertThat(lines).allSatisfy((line) -> {
			String order = line.path("orderId").asString("");
			assertThat(line.path("message").asString("")).contains("orderId=" + order);
			assertThat(line.path("trace.id").asString("")).isEqualTo(traces.get(order));
			assertThat(line.path("span.id").asString("")).matches("[0-9a-f]{16}");
			assertThat(line.path("log").path("level").asString("")).isEqualTo("INFO");
		});
		assertThat(lines).map((line) -> line.path("service").path("name").asString(""))
			.contains("order-service", "kitchen-service", "notification-service");
		Told.line("A line of the log in a container: " + lines.getLast());
		await().atMost(ofSeconds(30))
			.untilAsserted(() -> assertThat(this.receiver.lines())
				.extracting(ReceivedLine::service, ReceivedLine::order)
				.contains(Stream.of(Service.values())
					.flatMap((service) -> traces.keySet().stream().map((order) -> tuple(service.processName(), order)))
					.toArray(Tuple[]::new)));
		assertThat(this.receiver.lines()).filteredOn((line) -> traces.containsKey(line.order()))
			.allSatisfy((line) -> assertThat(line.trace()).isEqualTo(traces.get(line.order())));
	}

	private Order place(String pizza) {
		return this.customer.place("Uma", "traced@example.org", List.of(new OrderLine(pizza, 1)));
	}

	/** The spans of the trace, or traces, that have to do with an order. */
	private SpanTree awaitTree(Order order, int spans) {
		return await().atMost(ofSeconds(60)).until(() -> {
			List<ReceivedSpan> all = this.receiver.spans();
			Set<String> traces = all.stream()
				.filter((span) -> span.attribute("messaging.kafka.message.key").equals(order.id()))
				.map(ReceivedSpan::trace)
				.collect(Collectors.toSet());
			return new SpanTree(all.stream().filter((span) -> traces.contains(span.trace())).toList());
		}, (tree) -> tree.spans().size() >= spans);
	}

	private static ReceivedSpan find(SpanTree tree, String name) {
		return tree.spans().stream().filter((span) -> span.name().equals(name)).findFirst().orElseThrow();
	}

	private static Stream<String> logOf(ServiceInstance instance) {
		try {
			return Files.readAllLines(instance.process().log()).stream().filter((line) -> line.startsWith("{"));
		}
		catch (IOException ex) {
			throw new IllegalStateException("No log of " + instance, ex);
		}
	}

}
