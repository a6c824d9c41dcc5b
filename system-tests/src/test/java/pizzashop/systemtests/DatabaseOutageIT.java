package pizzashop.systemtests;

import java.util.ArrayList;
import java.util.List;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import pizzashop.contracts.Topics;
import pizzashop.platform.customer.Order;
import pizzashop.platform.customer.OrderClient;
import pizzashop.platform.customer.OrderLine;
import pizzashop.platform.customer.OrderRefused;
import pizzashop.platform.records.TopicReader;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

class DatabaseOutageIT {

	private static final String EMAIL = "database@example.org";

	private final RunningShop shop = RunningShop.get();

	@Test
	void whatWasInTheServicesHandsWhenPostgresDiedIsFinishedWhenItIsBack() {
		OrderClient customer = this.shop.customers().getFirst();
		int letters = deadLetters();
		List<Order> orders = new ArrayList<>();
		for (int number = 0; number < 30; number++) {
			orders.add(customer.place("Dan", EMAIL, List.of(new OrderLine("Prosciutto", 1))));
		}
		this.shop.infrastructure().postgres().kill();
		try {
			assertThatExceptionOfType(OrderRefused.class)
				.isThrownBy(() -> customer.place("Dan", EMAIL, List.of(new OrderLine("Prosciutto", 1))))
				.withMessageContaining("again");
		}
		finally {
			this.shop.infrastructure().postgres().start();
		}

		// It may be refused once more until the pool has new connections.
		await().atMost(ofSeconds(60))
			.ignoreExceptionsInstanceOf(OrderRefused.class)
			.untilAsserted(() -> assertThat(orders)
				.allSatisfy((order) -> assertThat(customer.find(order.id()).status()).isEqualTo("READY")));
		await().atMost(ofSeconds(60))
			.untilAsserted(
					() -> assertThat(this.shop.infrastructure().mailbox().to(EMAIL)).hasSizeGreaterThanOrEqualTo(30));
		assertThat(deadLetters()).isEqualTo(letters);
		try (OrdersTopic topic = new OrdersTopic(this.shop.infrastructure())) {
			assertThat(orders).allSatisfy((order) -> assertThat(topic.eventNamesOf(order.id()))
				.containsExactly("OrderPlaced", "CookingStarted", "OrderReady"));
		}
	}

	private int deadLetters() {
		try (TopicReader<Long> reader = new TopicReader<>(this.shop.infrastructure().bootstrapServers(),
				Topics.ORDERS_DLQ, ConsumerRecord::offset)) {
			return reader.readToEnd().size();
		}
	}

}
