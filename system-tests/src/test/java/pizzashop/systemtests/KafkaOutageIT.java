package pizzashop.systemtests;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import pizzashop.platform.customer.Order;
import pizzashop.platform.customer.OrderClient;
import pizzashop.platform.customer.OrderLine;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class KafkaOutageIT {

	private final RunningShop shop = RunningShop.get();

	@Test
	void anOrderTakenWhileKafkaIsDownIsCookedWhenItIsBack() {
		OrderClient customer = this.shop.customers().getFirst();
		List<Order> orders = new ArrayList<>();
		this.shop.infrastructure().kafka().kill();
		try {
			for (int number = 0; number < 20; number++) {
				orders.add(customer.place("Bob", "outage@example.org", List.of(new OrderLine("Funghi", 1))));
			}
			assertThat(orders).extracting(Order::status).containsOnly("CONFIRMED");
		}
		finally {
			this.shop.infrastructure().kafka().start();
		}

		await().atMost(ofSeconds(60))
			.untilAsserted(() -> assertThat(orders)
				.allSatisfy((order) -> assertThat(customer.find(order.id()).status()).isEqualTo("READY")));
		await().atMost(ofSeconds(30))
			.untilAsserted(() -> assertThat(this.shop.infrastructure().mailbox().to("outage@example.org")).hasSize(20));
		try (OrdersTopic topic = new OrdersTopic(this.shop.infrastructure())) {
			assertThat(orders).allSatisfy((order) -> assertThat(topic.eventNamesOf(order.id()))
				.containsExactly("OrderPlaced", "CookingStarted", "OrderReady"));
		}
	}

}
