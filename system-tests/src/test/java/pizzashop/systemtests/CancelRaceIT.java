package pizzashop.systemtests;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import pizzashop.platform.Service;
import pizzashop.platform.ServiceInstance;
import pizzashop.platform.customer.Order;
import pizzashop.platform.customer.OrderClient;
import pizzashop.platform.customer.OrderFollower;
import pizzashop.platform.customer.OrderLine;
import pizzashop.platform.customer.OrderRefused;
import pizzashop.platform.customer.TimelineEntry;
import pizzashop.platform.operator.DeadLetterDesk;
import pizzashop.platform.operator.Letter;
import pizzashop.platform.operator.LetterFilter;
import pizzashop.platform.operator.Oven;
import pizzashop.platform.operator.Signature;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Customers who change their mind while the kitchen is at work, with two instances of
 * each.
 */
class CancelRaceIT {

	private static final int ORDERS = 200;

	private static final int CUSTOMERS = 8;

	/**
	 * Longer than an order takes into the oven, so that some are in time and some not.
	 */
	private static final Duration LATEST_CHANGE_OF_MIND = Duration.ofMillis(500);

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private final RunningShop shop = RunningShop.get();

	@Test
	void noOrderIsBothCookedAndRefundedHoweverCancellationAndOvenMeet() throws Exception {
		long seed = System.nanoTime();
		Random random = new Random(seed);
		List<Order> orders = new ArrayList<>();
		try (ExecutorService customers = Executors.newFixedThreadPool(CUSTOMERS)) {
			List<Future<Order>> stories = new ArrayList<>();
			for (int number = 0; number < ORDERS; number++) {
				OrderClient customer = this.shop.customers().get(number % 2);
				long delay = random.nextLong(LATEST_CHANGE_OF_MIND.toNanos());
				stories.add(customers.submit(() -> placedAndCancelled(customer, delay)));
			}
			for (Future<Order> story : stories) {
				orders.add(story.get(5, TimeUnit.MINUTES));
			}
		}

		long cooked = orders.stream().filter((order) -> order.status().equals("READY")).count();
		long cancelled = orders.stream().filter((order) -> order.status().equals("CANCELLED")).count();
		long tooLate = orders.stream()
			.filter((order) -> order.status().equals("READY") && has(order, "CancellationRequested"))
			.count();
		Told.line("""
				The race for the oven: %d orders, %d cooked (%d of them with a cancellation under way), \
				%d cancelled and refunded, 0 both; random seed %d""".formatted(ORDERS, cooked, tooLate, cancelled,
				seed));
		assertThat(orders).allSatisfy((order) -> assertThat(order.isAtItsEnd()).as("%s", order).isTrue());
		assertThat(cooked + cancelled).isEqualTo(ORDERS);
		assertThat(List.of(cooked, cancelled)).allMatch((count) -> count > 0);
		try (OrdersTopic topic = new OrdersTopic(this.shop)) {
			Map<String, List<String>> events = topic.records()
				.stream()
				.collect(Collectors.groupingBy((record) -> new String(record.key(), UTF_8), Collectors
					.mapping((record) -> topic.decode(record).getSchema().getName(), Collectors.toList())));
			assertThat(orders).allSatisfy((order) -> {
				List<String> names = events.getOrDefault(order.id(), List.of());
				int once = order.status().equals("READY") ? 1 : 0;
				assertThat(count(names, "CookingStarted")).as("%s", order).isEqualTo(once);
				assertThat(count(names, "OrderCancelled")).as("%s", order).isEqualTo(1 - once);
				assertThat(count(names, "RefundIssued")).as("%s", order).isEqualTo(1 - once);
			});
		}
		assertThat(this.shop.check(List.of()).findings()).isEmpty();
	}

	@Test
	void anOrderPlacedThatIsRedrivenAfterItsCancellationIsNeverCooked() {
		ServiceInstance kitchen = this.shop.instances(Service.KITCHEN).getFirst();
		Oven oven = new Oven(kitchen.managementUrl());
		DeadLetterDesk desk = new DeadLetterDesk(Service.KITCHEN, kitchen.managementUrl());
		OrderClient customer = this.shop.customers().getFirst();
		Order order;
		Letter letter;
		oven.jam();
		try {
			order = place(customer);
			String id = order.id();
			this.shop.plant(id);
			letter = await().atMost(PATIENCE).until(() -> letterOf(desk, id), Optional::isPresent).orElseThrow();
			customer.cancel(id);
			Order cancelled = new OrderFollower(customer, id, (entry) -> {
			}).follow(PATIENCE);
			assertThat(cancelled.status()).isEqualTo("CANCELLED");
			assertThat(cancelled.isRefunded()).isTrue();
		}
		finally {
			oven.repair();
		}

		desk.redrive(letter.id(), new Signature("test", "The oven works again"), false, false);

		// waits until the kitchen has read what was redriven
		assertThat(this.shop.check(List.of()).findings()).isEmpty();
		assertThat(customer.find(order.id()).timeline()).extracting(TimelineEntry::event)
			.containsExactly("OrderPlaced", "CancellationRequested", "OrderCancelled", "RefundIssued");
		assertThat(letterOf(desk, order.id()).orElseThrow().status()).isEqualTo("REDRIVEN");
	}

	private static Order placedAndCancelled(OrderClient customer, long delay) {
		Order order = place(customer);
		LockSupport.parkNanos(delay);
		try {
			customer.cancel(order.id());
		}
		catch (OrderRefused ex) {
			assertThat(ex).hasMessageContaining("Too late to cancel");
		}
		return new OrderFollower(customer, order.id(), (entry) -> {
		}).follow(PATIENCE);
	}

	private static Order place(OrderClient customer) {
		return customer.place("Ada", "undecided@example.org", List.of(new OrderLine("Margherita", 1)));
	}

	private static Optional<Letter> letterOf(DeadLetterDesk desk, String order) {
		return desk.list(new LetterFilter(LetterFilter.Status.ALL, "", order), 1).letters().stream().findFirst();
	}

	private static boolean has(Order order, String event) {
		return order.timeline().stream().anyMatch((entry) -> entry.event().equals(event));
	}

	private static long count(List<? extends String> names, String name) {
		return names.stream().filter(name::equals).count();
	}

}
