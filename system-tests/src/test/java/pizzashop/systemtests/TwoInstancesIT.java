package pizzashop.systemtests;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import pizzashop.platform.customer.Order;
import pizzashop.platform.customer.OrderClient;
import pizzashop.platform.customer.OrderLine;
import pizzashop.platform.mail.Mail;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class TwoInstancesIT {

	private static final List<String> MADE = List.of("OrderPlaced", "CookingStarted", "OrderReady");

	private static final List<String> REFUSED = List.of("OrderPlaced", "OrderRejected", "RefundIssued");

	private final RunningShop shop = RunningShop.get();

	@Test
	void twoInstancesOfEachServiceKeepEachOrdersEventsInOrderAndDoEverythingOnce() {
		int count = 200;
		String email = "side-by-side@example.org";
		List<OrderClient> customers = this.shop.customers();
		Map<String, List<String>> expected = new HashMap<>();
		for (int number = 0; number < count; number++) {
			boolean refused = number % 5 == 0;
			Order order = customers.get(number % 2)
				.place("Ada", email, List.of(new OrderLine(refused ? "Hawaiian" : "Margherita", 1)));
			expected.put(order.id(), refused ? REFUSED : MADE);
		}

		try (OrdersTopic topic = new OrdersTopic(this.shop)) {
			await().atMost(ofSeconds(60))
				.untilAsserted(() -> assertThat(namesByOrder(topic)).containsAllEntriesOf(expected));
		}

		// Asked of the other instance than the one that took the order.
		List<String> orders = new ArrayList<>(expected.keySet());
		await().atMost(ofSeconds(30))
			.untilAsserted(() -> assertThat(orders).allSatisfy(
					(order) -> assertThat(customers.get(orders.indexOf(order) % 2).find(order).isAtItsEnd()).isTrue()));
		int refusals = count / 5;
		// a receipt, and ready; or rejected, and refunded
		int mails = 2 * (count - refusals) + 3 * refusals;
		await().atMost(ofSeconds(60))
			.untilAsserted(() -> assertThat(this.shop.infrastructure().mailbox().to(email)).hasSize(mails));
		assertThat(this.shop.infrastructure().mailbox().to(email)).extracting(Mail::messageId).doesNotHaveDuplicates();
	}

	private static Map<String, List<String>> namesByOrder(OrdersTopic topic) {
		return topic.records()
			.stream()
			.collect(Collectors.groupingBy((record) -> new String(record.key(), UTF_8),
					Collectors.mapping((record) -> topic.decode(record).getSchema().getName(), Collectors.toList())));
	}

}
