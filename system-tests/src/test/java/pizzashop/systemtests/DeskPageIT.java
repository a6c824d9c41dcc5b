package pizzashop.systemtests;

import java.net.URI;
import java.time.Duration;
import java.util.List;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pizzashop.platform.Service;
import pizzashop.platform.customer.Order;
import pizzashop.platform.customer.OrderClient;
import pizzashop.platform.customer.OrderLine;
import pizzashop.platform.operator.Oven;
import pizzashop.systemtests.browser.BrowserTest;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The kitchen's dead-letter desk in a browser, seen at one instance, whichever of the two
 * takes the letter.
 */
class DeskPageIT extends BrowserTest {

	private static final Duration PATIENCE = Duration.ofMinutes(1);

	private static final LocatorAssertions.IsVisibleOptions SOON = new LocatorAssertions.IsVisibleOptions()
		.setTimeout(60_000);

	private final RunningShop shop = RunningShop.get();

	private final OrderClient customer = this.shop.customers().getFirst();

	private final Oven oven = new Oven(this.shop.instances(Service.KITCHEN).getFirst().managementUrl());

	@BeforeEach
	void jamOven() {
		this.oven.jam();
	}

	@AfterEach
	void repairOven() {
		this.oven.repair();
	}

	@Test
	void aLetterAppearsByItselfAndIsRedrivenFromThePage() {
		Page desk = this.visitor.open(deskAt(1));
		Order order = orderWhileTheOvenIsJammed();

		assertThat(letterOf(order)).isVisible(SOON);
		assertThat(desk.locator("#connection")).hasText("Live");
		this.visitor.look("desk");
		letterOf(order).getByRole(AriaRole.LINK).click();
		assertThat(desk.locator("h1:visible")).isFocused();
		assertThat(desk.locator("#letter-content .thrown").first()).hasText("OvenJammedException");
		assertThat(desk.getByText("ada@example.org")).isVisible();
		assertThat(link(order.id())).hasAttribute("href", keyUrl(order));
		this.visitor.look("desk-letter");

		this.oven.repair();
		link("← All letters").click();
		desk.getByLabel("Key").fill(order.id());
		button("Filter").click();
		button("Redrive all…").click();
		assertThat(desk.getByText("1 letter would go back")).isVisible();
		this.visitor.look("desk-redrive");
		desk.keyboard().press("Escape");
		assertThat(button("Redrive all…")).isFocused();
		letterOf(order).getByRole(AriaRole.LINK).click();
		button("Redrive…").click();
		desk.getByLabel("Your name").and(desk.locator(":visible")).fill("Grace");
		desk.getByLabel("Reason").and(desk.locator(":visible")).fill("The oven is repaired");
		button("Redrive").click();

		assertThat(desk.locator("#done")).containsText("was redriven");
		assertThat(desk.locator("#letter-content .status")).hasText("Redriven");
		assertThat(desk.locator("#letter-content")).containsText("The oven is repaired");
		await().atMost(PATIENCE)
			.untilAsserted(() -> assertThat(this.customer.find(order.id()).status()).isEqualTo("READY"));
		assertThat(this.visitor.complaints()).isEmpty();
	}

	@Test
	void aLetterIsDiscardedWithAReasonByWhomThePageRemembers() {
		Page desk = this.visitor.expecting(400).open(deskAt(0));
		Order order = orderWhileTheOvenIsJammed();
		assertThat(letterOf(order)).isVisible(SOON);
		letterOf(order).getByRole(AriaRole.LINK).click();
		button("Discard…").click();
		desk.getByLabel("Your name").and(desk.locator(":visible")).fill("Grace");

		button("Discard").click();
		assertThat(desk.locator("#discard-reason-error")).hasText("Must not be blank.");
		assertThat(desk.locator("#discard-reason")).isFocused();
		this.visitor.look("desk-discard");
		desk.locator("#discard-reason").fill("The customer does not want it any more");
		button("Discard").click();

		assertThat(desk.locator("#letter-content .status")).hasText("Discarded");
		assertThat(desk.locator("#letter-content")).containsText("The customer does not want it any more");
		button("Redrive again…").click();
		assertThat(desk.locator("#redrive-by")).hasValue("Grace");
		assertThat(this.visitor.complaints()).isEmpty();
		this.customer.cancel(order.id());
		await().atMost(PATIENCE).until(() -> this.customer.find(order.id()).isAtItsEnd());
	}

	@Test
	void theKitchensOwnPortLeadsToTheDesk() {
		Page desk = this.visitor.open(this.shop.instances(Service.KITCHEN).getFirst().url().resolve("/desk"));

		assertThat(desk).hasURL(deskAt(0).toString());
		assertThat(desk.locator("#group")).hasText("kitchen-service");
		assertThat(this.visitor.complaints()).isEmpty();
	}

	private URI deskAt(int instance) {
		return this.shop.instances(Service.KITCHEN).get(instance).managementUrl().resolve("/desk");
	}

	private String keyUrl(Order order) {
		return this.shop.instances(Service.ORDER).getFirst().url() + "/orders/" + order.id();
	}

	private Order orderWhileTheOvenIsJammed() {
		Order order = this.customer.place("Ada", "ada@example.org", List.of(new OrderLine("Margherita", 1)));
		this.shop.plant(order.id());
		return order;
	}

	private Locator letterOf(Order order) {
		return this.visitor.page().locator("#rows tr", new Page.LocatorOptions().setHasText(order.id()));
	}

	private Locator button(String name) {
		return this.visitor.page().getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
	}

	private Locator link(String name) {
		return this.visitor.page().getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true));
	}

}
