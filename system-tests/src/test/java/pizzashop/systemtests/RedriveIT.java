package pizzashop.systemtests;

import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import pizzashop.platform.Service;
import pizzashop.platform.ServiceInstance;
import pizzashop.platform.check.CheckResult;
import pizzashop.platform.customer.Order;
import pizzashop.platform.customer.OrderClient;
import pizzashop.platform.customer.OrderLine;
import pizzashop.platform.operator.DeadLetterDesk;
import pizzashop.platform.operator.Letter;
import pizzashop.platform.operator.LetterFilter;
import pizzashop.platform.operator.Metrics;
import pizzashop.platform.operator.Oven;
import pizzashop.platform.operator.Signature;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class RedriveIT {

	private static final String EMAIL = "redriven@example.org";

	private final RunningShop shop = RunningShop.get();

	private final OrderClient customer = this.shop.customers().getFirst();

	private final ServiceInstance kitchen = this.shop.instances(Service.KITCHEN).getFirst();

	private final Oven oven = new Oven(this.kitchen.managementUrl());

	private final DeadLetterDesk desk = new DeadLetterDesk(Service.KITCHEN, this.kitchen.managementUrl());

	@AfterEach
	void repairOven() {
		this.oven.repair();
	}

	@Test
	void aRedrivenRecordReachesTheGroupThatFailedAndTheOtherOneSkipsIt() {
		this.oven.jam();
		Order order = this.customer.place("Gus", EMAIL, List.of(new OrderLine("Funghi", 1)));
		this.shop.plant(order.id());
		await().atMost(ofSeconds(60)).until(() -> lettersOf(order).size() == 1);
		Letter letter = lettersOf(order).getFirst();
		this.oven.repair();
		long before = skippedByNotification();

		this.desk.redrive(letter.id(), new Signature("system-tests", "The oven works again"), false, false);

		await().atMost(ofSeconds(60)).until(() -> this.customer.find(order.id()).status().equals("READY"));
		await().atMost(ofSeconds(60)).until(() -> skippedByNotification() == before + 1);
		Told.line("Redriven to the kitchen and cooked. Skipped by notification-service: "
				+ (skippedByNotification() - before));
		assertThat(this.shop.check(List.of())).matches(CheckResult::holds);
		assertThat(this.shop.infrastructure().mailbox().to(EMAIL)).extracting((mail) -> mail.subject())
			.filteredOn((subject) -> subject.contains("receipt"))
			.hasSize(1);
	}

	private List<Letter> lettersOf(Order order) {
		return this.desk.list(new LetterFilter(LetterFilter.Status.OPEN, "", order.id()), 10).letters();
	}

	private long skippedByNotification() {
		return this.shop.instances(Service.NOTIFICATION)
			.stream()
			.map((instance) -> new Metrics(Service.NOTIFICATION, instance.managementUrl()))
			.mapToLong((metrics) -> metrics.count("messaging.inbox.skipped", "reason:other-group"))
			.sum();
	}

}
