package pizzashop.order.web;

import java.util.List;
import java.util.Locale;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pizzashop.order.menu.Menu;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import static org.assertj.core.api.Assertions.assertThat;

@WithWebLayer
class PagesTests {

	private static final String BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

	@Autowired
	private MockMvcTester mvc;

	@Test
	void aBrowserGetsPagesWhereProgramsGetJson() {
		for (String path : List.of("/orders", "/orders/" + UUID.randomUUID())) {
			MvcTestResult page = this.mvc.get().uri(path).header("Accept", BROWSER).exchange();

			assertThat(page).hasStatusOk().hasContentTypeCompatibleWith(MediaType.TEXT_HTML);
			assertThat(page).hasHeader("Vary", "Accept");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "*/*", "application/json", "application/*" })
	void programsGetJson(String accept) {
		assertThat(this.mvc.get().uri("/orders").header("Accept", accept).exchange()).hasStatusOk()
			.hasContentTypeCompatibleWith(MediaType.APPLICATION_JSON);
	}

	@Test
	void whoSaysNothingOfWhatIsAcceptedGetsJson() {
		assertThat(this.mvc.get().uri("/orders").exchange()).hasStatusOk()
			.hasContentTypeCompatibleWith(MediaType.APPLICATION_JSON);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/orders", "/index.html", "/shop/shop.css", "/pages/menu.js" })
	void whatABrowserGetsIsHeldToOurOwnHost(String path) {
		MvcTestResult answer = this.mvc.get().uri(path).header("Accept", BROWSER).exchange();

		assertThat(answer).hasStatusOk();
		assertThat(answer.getResponse().getHeader("Content-Security-Policy")).contains("default-src 'self'",
				"frame-ancestors 'none'");
		assertThat(answer).hasHeader("X-Content-Type-Options", "nosniff");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/index.html", "/pages/order.html", "/pages/orders.html" })
	void aPageHasNoScriptOrStyleInItsMarkupAndNothingFromElsewhere(String path) throws Exception {
		String page = this.mvc.get().uri(path).exchange().getResponse().getContentAsString();

		assertThat(page).doesNotContain("<style", " style=", " onclick=", "://")
			.doesNotContainPattern("<script(?![^>]* src=)");
	}

	@Test
	void aPictureOfEachPizzaIsThere() {
		new Menu().pizzas()
			.forEach((pizza) -> assertThat(this.mvc.get()
				.uri("/pages/pizzas/" + pizza.name().toLowerCase(Locale.ROOT).replace(' ', '-') + ".svg")
				.exchange()).hasStatusOk());
	}

}
