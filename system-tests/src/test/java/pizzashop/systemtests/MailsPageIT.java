package pizzashop.systemtests;

import java.util.List;
import java.util.UUID;

import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Test;
import pizzashop.platform.Service;
import pizzashop.platform.customer.Order;
import pizzashop.platform.customer.OrderLine;
import pizzashop.systemtests.browser.BrowserTest;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** What was mailed, in a browser, at one instance, whichever of the two mails it. */
class MailsPageIT extends BrowserTest {

	private static final LocatorAssertions.IsVisibleOptions SOON = new LocatorAssertions.IsVisibleOptions()
		.setTimeout(60_000);

	private final RunningShop shop = RunningShop.get();

	@Test
	void theReceiptAppearsByItselfAndIsShownAsTheCustomerSeesIt() {
		Page page = this.visitor.open(this.shop.instances(Service.NOTIFICATION).getLast().url().resolve("/"));
		String email = UUID.randomUUID() + "@example.org";
		Order order = this.shop.customers()
			.getFirst()
			.place("Ada", email, List.of(new OrderLine("Margherita", 2), new OrderLine("Diavola", 1)));
		String shortId = order.id().substring(28);

		assertThat(mail("Your receipt for order " + shortId)).isVisible(SOON);
		assertThat(mail("Your order " + shortId + " is ready")).isVisible(SOON);
		this.visitor.look("mails");
		mail("Your receipt for order " + shortId).click();

		assertThat(page.locator("#subject")).isFocused();
		FrameLocator html = page.frameLocator("#body iframe");
		assertThat(html.getByText("Hello Ada,")).isVisible();
		assertThat(html.getByText(order.id())).isVisible();
		this.visitor.glance("mail");
		page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Text alternative")).click();
		assertThat(page.locator("#body pre")).containsText("2 x Margherita");
		this.visitor.look("mail-text");
		page.getByLabel("Recipient or order").fill(email);
		page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Find")).click();
		assertThat(page.locator("#rows li")).hasCount(2);
		assertThat(this.visitor.complaints()).isEmpty();
	}

	private Locator mail(String subject) {
		return this.visitor.page().locator("#rows a", new Page.LocatorOptions().setHasText(subject));
	}

}
