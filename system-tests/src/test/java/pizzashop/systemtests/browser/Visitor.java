package pizzashop.systemtests.browser;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import com.microsoft.playwright.options.ScreenshotType;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Somebody who looks at pages and takes note of whatever goes wrong behind them: an error
 * on the console, an answer that nobody expected, a request to somebody else's host.
 */
public final class Visitor implements AutoCloseable {

	private static final int WIDE = 1280;

	private static final int NARROW = 360;

	private static final int HEIGHT = 860;

	private static final String LOCALHOST = "127.0.0.1";

	/** Chromium says so of each answer from 400, which is noted by its status. */
	private static final String FAILED_TO_LOAD = "Failed to load resource";

	private static final List<String> ACCESSIBILITY = List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa",
			"best-practice");

	private final BrowserContext context;

	private final Page page;

	private final Set<Integer> expected = new HashSet<>();

	private final List<String> complaints = new ArrayList<>();

	Visitor(Browser browser) {
		this.context = browser.newContext(
				new Browser.NewContextOptions().setViewportSize(WIDE, HEIGHT).setReducedMotion(ReducedMotion.REDUCE));
		this.page = this.context.newPage();
		this.page.onConsoleMessage(this::hear);
		this.page.onPageError(this.complaints::add);
		this.page.onResponse(this::see);
		this.page.onRequest((request) -> {
			if (!request.url().startsWith("data:") && !LOCALHOST.equals(URI.create(request.url()).getHost())) {
				this.complaints.add("asked another host: " + request.url());
			}
		});
	}

	private void hear(ConsoleMessage message) {
		if (message.type().equals("error") && !message.text().startsWith(FAILED_TO_LOAD)) {
			this.complaints.add("console: " + message.text());
		}
	}

	private void see(Response response) {
		if (response.status() >= 400 && !this.expected.contains(response.status())) {
			this.complaints.add(response.status() + " from " + response.url());
		}
	}

	/** An answer that the test provokes. */
	public Visitor expecting(int status) {
		this.expected.add(status);
		return this;
	}

	/** Goes to a page and waits until it has loaded. */
	public Page open(URI url) {
		this.page.navigate(url.toString());
		return this.page;
	}

	/** What is open now. */
	public Page page() {
		return this.page;
	}

	/**
	 * Looks at the page as it is now: light and dark, wide and narrow. Nothing may bar
	 * anybody from using it, and nothing may stick out at the side. Keeps pictures.
	 * @param name of the pictures
	 */
	public void look(String name) {
		look(name, (picture) -> assertThat(barriers()).as("what bars people from " + picture).isEmpty());
	}

	/**
	 * Looks at a page with a frame that may run no script, and so nothing in it that
	 * would look for barriers: as {@link #look}, without that.
	 */
	public void glance(String name) {
		look(name, (picture) -> {
		});
	}

	private void look(String name, Consumer<String> closely) {
		for (ColorScheme theme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
			this.page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(theme));
			for (int width : List.of(WIDE, NARROW)) {
				this.page.setViewportSize(width, HEIGHT);
				String picture = name + "-" + ((width == WIDE) ? "" : "phone-") + theme.name().toLowerCase(Locale.ROOT);
				keep(picture);
				assertThat(overhang()).as("pixels that stick out at the side of " + picture).isZero();
				closely.accept(picture);
			}
		}
		this.page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
		this.page.setViewportSize(WIDE, HEIGHT);
	}

	private void keep(String picture) {
		this.page.evaluate("scrollTo(0, 0)");
		this.page.screenshot(new Page.ScreenshotOptions()
			.setPath(Path.of(System.getProperty("pizzashop.screenshots"), picture + ".jpg"))
			.setType(ScreenshotType.JPEG)
			.setQuality(80));
	}

	/** A page that keeps room for a scrollbar is narrower than the window. */
	private int overhang() {
		Object overhang = this.page
			.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
		return Math.max(0, ((Number) overhang).intValue());
	}

	/** At the end of the page, where what sticks to the window covers nothing. */
	private List<String> barriers() {
		this.page.evaluate("scrollTo(0, document.documentElement.scrollHeight)");
		return new AxeBuilder(this.page).withTags(ACCESSIBILITY)
			.analyze()
			.getViolations()
			.stream()
			.map(Visitor::inWords)
			.toList();
	}

	private static String inWords(Rule violation) {
		return violation.getId() + ": " + violation.getHelp() + " "
				+ violation.getNodes()
					.stream()
					.map((node) -> node.getTarget() + " " + node.getFailureSummary())
					.toList();
	}

	/** Whatever went wrong behind the pages so far. */
	public List<String> complaints() {
		return List.copyOf(this.complaints);
	}

	@Override
	public void close() {
		this.context.close();
	}

}
