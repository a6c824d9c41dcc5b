package pizzashop.systemtests;

import java.util.List;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pizzashop.platform.Service;
import pizzashop.platform.ServiceInstance;
import pizzashop.platform.customer.Order;
import pizzashop.platform.customer.OrderClient;
import pizzashop.platform.customer.OrderLine;
import pizzashop.platform.operator.DeadLetterDesk;
import pizzashop.platform.operator.LetterFilter;
import pizzashop.platform.operator.Oven;
import pizzashop.platform.operator.Signature;
import pizzashop.systemtests.browser.BrowserTest;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What a visitor of order-service sees. Served by the first instance; the second one
 * hears of half the events.
 */
class OrderPageIT extends BrowserTest {

	private static final double PATIENCE = 60_000;

	private final RunningShop shop = RunningShop.get();

	private final ServiceInstance service = this.shop.instances(Service.ORDER).getFirst();

	private final ServiceInstance kitchen = this.shop.instances(Service.KITCHEN).getFirst();

	private final Oven oven = new Oven(this.kitchen.managementUrl());

	private final OrderClient customer = this.shop.customers().getFirst();

	private Page page;

	@BeforeEach
	void openTab() {
		this.page = this.visitor.page();
	}

	@AfterEach
	void repairOven() {
		this.oven.repair();
	}

	@Test
	void aVisitorOrdersAPizzaAndWatchesItBecomeReady() {
		this.visitor.open(this.service.url());
		add("Margherita");
		add("Margherita");
		add("Funghi");
		assertThat(this.page.locator("#lines")).containsText("2 ×Margherita");
		this.visitor.look("menu");

		order("Ada", "ada@example.org");

		assertThat(this.page.locator("#status")).hasText("Ready", exactly());
		assertThat(this.page.locator("#timeline li .what"))
			.hasText(new String[] { "Order placed", "Into the oven", "Out of the oven" });
		assertThat(this.page.locator("#cancel")).isHidden();
		this.visitor.look("order-ready");
		assertThat(this.visitor.complaints()).isEmpty();
	}

	@Test
	void theApiIsTriedOnAPageOfItsOwn() {
		this.visitor.open(this.service.url().resolve("/swagger-ui"));

		Locator placing = this.page.locator("#operations-Orders-placeOrder");
		placing.locator(".opblock-summary-control").click();
		placing.locator(".try-out__btn").click();
		placing.locator(".execute").click();

		assertThat(placing.locator(".live-responses-table .response-col_status").last()).containsText("201",
				new LocatorAssertions.ContainsTextOptions().setTimeout(PATIENCE));
		assertThat(this.visitor.complaints()).isEmpty();
	}

	@Test
	void aHawaiianIsRejectedAndRefundedBeforeTheVisitorsEyes() {
		this.visitor.open(this.service.url());
		add("Hawaiian");

		order("Bob", "bob@example.org");

		assertThat(this.page.locator("#status")).hasText("Rejected", exactly());
		assertThat(this.page.locator("#words")).containsText("Pineapple: we have standards.", inText());
		assertThat(this.page.locator("#words")).containsText("You were refunded", inText());
		assertThat(this.page.locator("#timeline li").last()).containsText("Money sent back", inText());
		this.visitor.look("order-refunded");
		assertThat(this.visitor.complaints()).isEmpty();
	}

	@Test
	void whatIsWrongIsShownAtItsField() {
		this.visitor.expecting(400).open(this.service.url());
		add("Marinara");

		order("Cleo", "not an address");

		assertThat(this.page.locator("#email-error")).not().isEmpty();
		assertThat(this.page.locator("#email")).isFocused();
		assertThat(this.page.locator("#email")).hasAttribute("aria-invalid", "true");
		assertThat(this.page.locator("#name-error")).isEmpty();
		this.visitor.look("menu-error");
		assertThat(this.visitor.complaints()).isEmpty();
	}

	@Test
	void anOrderThatIsCancelledInTimeIsRefunded() {
		this.oven.jam();
		Order order = openOrder();

		this.page.locator("#cancel").click();
		assertThat(this.page.locator("#status")).hasText("Cancelling", exactly());

		// its OrderPlaced becomes a dead letter, behind which the kitchen hears of it
		assertThat(this.page.locator("#status")).hasText("Cancelled", exactly());
		assertThat(this.page.locator("#words")).containsText("You were refunded", inText());
		assertThat(this.customer.find(order.id()).isRefunded()).isTrue();
		this.visitor.look("order-cancelled");
		assertThat(this.visitor.complaints()).isEmpty();
	}

	@Test
	void oneThatIsCancelledTooLateIsCooked() {
		this.visitor.expecting(409);
		this.oven.jam();
		Order order = openOrder();
		this.page.route("**/cancellation", (request) -> arriveWhenReady(request, order));

		this.page.locator("#cancel").click();

		assertThat(this.page.locator("#cancel-told")).containsText("Too late to cancel", inText());
		assertThat(this.page.locator("#status")).hasText("Ready", exactly());
		assertThat(this.customer.find(order.id()).isRefunded()).isFalse();
		assertThat(this.visitor.complaints()).isEmpty();
	}

	@Test
	void whatOthersOrderIsListedLive() {
		this.visitor.open(this.service.url().resolve("/orders"));
		assertThat(this.page.locator("#connection")).containsText("Live", inText());

		Order order = this.shop.customers()
			.getLast()
			.place("Dan", "dan@example.org", List.of(new OrderLine("Diavola", 3)));

		Locator row = this.page.locator("#orders li",
				new Page.LocatorOptions().setHas(this.page.locator("[href='/orders/" + order.id() + "']")));
		assertThat(row).containsText("3 × Diavola", inText());
		assertThat(row.locator(".status")).hasText("Ready", exactly());
		this.visitor.look("orders");
		row.locator("a").click();
		assertThat(this.page.locator("#order-id")).hasText(order.id(), exactly());
		assertThat(this.visitor.complaints()).isEmpty();
	}

	private void add(String pizza) {
		this.page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("One " + pizza + " more")).click();
	}

	private void order(String name, String email) {
		this.page.getByLabel("Name").fill(name);
		this.page.getByLabel("E-mail").fill(email);
		this.page.locator("#place").click();
	}

	/** An order that the kitchen cannot make just now. */
	private Order openOrder() {
		Order order = this.customer.place("Eve", "eve@example.org", List.of(new OrderLine("Prosciutto", 1)));
		this.shop.plant(order.id());
		this.visitor.open(this.service.url().resolve("/orders/" + order.id()));
		return order;
	}

	/** Holds a request up until the kitchen has made the order. */
	private void arriveWhenReady(Route request, Order order) {
		this.oven.repair();
		DeadLetterDesk desk = new DeadLetterDesk(Service.KITCHEN, this.kitchen.managementUrl());
		await().atMost(ofSeconds(60)).until(() -> {
			desk.list(new LetterFilter(LetterFilter.Status.OPEN, "", order.id()), 1)
				.letters()
				.forEach(
						(letter) -> desk.redrive(letter.id(), new Signature("system-tests", "Repaired"), false, false));
			return this.customer.find(order.id()).status().equals("READY");
		});
		request.resume();
	}

	private static LocatorAssertions.HasTextOptions exactly() {
		return new LocatorAssertions.HasTextOptions().setTimeout(PATIENCE);
	}

	private static LocatorAssertions.ContainsTextOptions inText() {
		return new LocatorAssertions.ContainsTextOptions().setTimeout(PATIENCE);
	}

}
