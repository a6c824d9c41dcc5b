package pizzashop.systemtests.browser;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;

import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** The visitor notices what a visitor should notice. */
class VisitorIT extends BrowserTest {

	private HttpServer server;

	@BeforeEach
	void openDoor() throws IOException {
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.server.start();
	}

	@AfterEach
	void closeDoor() {
		this.server.stop(0);
	}

	@Test
	void aPageWithoutFaultsPassesEveryLook() {
		this.visitor.open(serve("<p>Welcome</p>"));

		this.visitor.look("visitor-fine");

		assertThat(this.visitor.complaints()).isEmpty();
	}

	@Test
	void anErrorOnTheConsoleIsNoted() {
		this.visitor.open(serve("<script>console.error('burnt')</script>"));

		assertThat(this.visitor.complaints()).contains("console: burnt");
	}

	@Test
	void aScriptThatFailsIsNoted() {
		this.visitor.open(serve("<script>throw new Error('raw')</script>"));

		assertThat(this.visitor.complaints()).anySatisfy((complaint) -> assertThat(complaint).contains("raw"));
	}

	@Test
	void anAnswerThatNobodyExpectedIsNoted() {
		this.visitor.open(serve("<img src='/missing' alt='A pizza'>"));

		assertThat(this.visitor.complaints()).anySatisfy((complaint) -> assertThat(complaint).contains("404 from"));
	}

	@Test
	void anAnswerThatTheTestExpectsIsNot() {
		this.visitor.expecting(404).open(serve("<img src='/missing' alt='A pizza'>"));

		assertThat(this.visitor.complaints()).isEmpty();
	}

	@Test
	void aRequestToAnotherHostIsNoted() {
		this.visitor.open(serve("<img src='http://elsewhere.invalid/pizza.png' alt='A pizza'>"));

		assertThat(this.visitor.complaints()).contains("asked another host: http://elsewhere.invalid/pizza.png");
	}

	@Test
	void textThatIsHardToReadIsABarrier() {
		this.visitor.open(serve("<p style='color: #ddd; background: #fff'>Pale</p>"));

		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> this.visitor.look("visitor-pale"))
			.withMessageContaining("color-contrast");
	}

	@Test
	void aPageThatIsTooWideForAPhoneSticksOut() {
		this.visitor.open(serve("<p style='width: 900px'>Wide</p>"));

		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> this.visitor.look("visitor-wide"))
			.withMessageContaining("stick out");
	}

	private URI serve(String content) {
		byte[] page = """
				<!doctype html><html lang="en"><head><title>A page</title><link rel="icon" href="data:,">\
				<meta name="viewport" content="width=device-width"></head>
				<body><main><h1>A page</h1>%s</main></body></html>""".formatted(content).getBytes(UTF_8);
		this.server.createContext("/", (exchange) -> {
			boolean known = exchange.getRequestURI().getPath().equals("/");
			exchange.getResponseHeaders().add("Content-Type", "text/html; charset=utf-8");
			exchange.sendResponseHeaders(known ? 200 : 404, known ? page.length : -1);
			try (exchange) {
				if (known) {
					exchange.getResponseBody().write(page);
				}
			}
		});
		return URI.create("http://127.0.0.1:" + this.server.getAddress().getPort() + "/");
	}

}
