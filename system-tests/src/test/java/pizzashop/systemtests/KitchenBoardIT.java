package pizzashop.systemtests;

import java.util.List;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pizzashop.platform.Service;
import pizzashop.platform.ServiceInstance;
import pizzashop.platform.customer.Order;
import pizzashop.platform.customer.OrderLine;
import pizzashop.platform.operator.DeadLetterDesk;
import pizzashop.platform.operator.LetterFilter;
import pizzashop.platform.operator.Oven;
import pizzashop.platform.operator.Signature;
import pizzashop.systemtests.browser.BrowserTest;

import static java.time.Duration.ofSeconds;
import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The kitchen's board, by the second instance: what it shows happened at either. */
class KitchenBoardIT extends BrowserTest {

	private static final double PATIENCE = 60_000;

	private final RunningShop shop = RunningShop.get();

	private final ServiceInstance kitchen = this.shop.instances(Service.KITCHEN).getLast();

	private Page board;

	@BeforeEach
	void lookAtTheBoard() {
		this.board = this.visitor.open(this.kitchen.url());
	}

	@AfterEach
	void repairOven() {
		new Oven(this.kitchen.managementUrl()).repair();
	}

	@Test
	void whatIsOrderedGetsReadyAndIsCountedBeforeTheCooksEyes() {
		Order made = place("Quattro Formaggi");
		Order refused = place("Hawaiian");

		assertThat(ticket("#ready", made)).isVisible(patiently());
		assertThat(ticket("#not-made", refused)).containsText("Pineapple: we have standards.", inText());
		assertThat(this.board.locator("#ranking tr", with("Quattro Formaggi")).locator("td.cooked")).not()
			.hasText("0", new LocatorAssertions.HasTextOptions().setTimeout(PATIENCE));
		this.visitor.look("board");
		assertThat(this.visitor.complaints()).isEmpty();
	}

	@Test
	void theOvenIsJammedAndRepairedFromTheBoardAndARedrivenOrderIsCooked() {
		this.board.locator("#oven-switch").click();
		assertThat(this.board.locator("#oven-status")).containsText("Jammed", inText());

		Order order = place("Marinara");
		this.shop.plant(order.id());
		DeadLetterDesk desk = new DeadLetterDesk(Service.KITCHEN, this.kitchen.managementUrl());
		LetterFilter ofThisOrder = new LetterFilter(LetterFilter.Status.ALL, "", order.id());
		await().atMost(ofSeconds(60)).until(() -> desk.list(ofThisOrder, 1).letters().size() == 1);
		assertThat(this.board.locator("#letters")).not().containsText("None", inText());
		this.visitor.look("board-jammed");
		this.board.locator("#oven-switch").click();
		assertThat(this.board.locator("#oven-status")).containsText("Works", inText());

		desk.list(ofThisOrder, 1)
			.letters()
			.forEach((letter) -> desk.redrive(letter.id(), new Signature("system-tests", "Repaired"), false, false));
		assertThat(ticket("#ready", order)).isVisible(patiently());
		assertThat(this.visitor.complaints()).isEmpty();
	}

	@Test
	void theBoardLeadsToTheDesk() {
		this.board.locator("#letters + a").click();

		assertThat(this.board.url()).startsWith(this.kitchen.managementUrl().resolve("/desk").toString());
		assertThat(this.board.locator("#list-title")).isVisible(patiently());
		assertThat(this.visitor.complaints()).isEmpty();
	}

	private Order place(String pizza) {
		return this.shop.customers().getFirst().place("Ada", "board@example.org", List.of(new OrderLine(pizza, 1)));
	}

	private Locator ticket(String lane, Order order) {
		return this.board.locator(lane + " .ticket", with(order.id().substring(order.id().length() - 8)));
	}

	private static Page.LocatorOptions with(String text) {
		return new Page.LocatorOptions().setHasText(text);
	}

	private static LocatorAssertions.IsVisibleOptions patiently() {
		return new LocatorAssertions.IsVisibleOptions().setTimeout(PATIENCE);
	}

	private static LocatorAssertions.ContainsTextOptions inText() {
		return new LocatorAssertions.ContainsTextOptions().setTimeout(PATIENCE);
	}

}
