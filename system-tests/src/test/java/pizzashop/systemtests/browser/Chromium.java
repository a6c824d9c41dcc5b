package pizzashop.systemtests.browser;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import org.opentest4j.TestAbortedException;

/**
 * The Chromium or Chrome of this machine, without a window. It serves the thread that
 * started it.
 */
public final class Chromium implements AutoCloseable {

	private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome",
			"google-chrome-stable");

	/** It runs as root in a build, and asks nobody but the pages under test. */
	private static final List<String> ARGUMENTS = List.of("--no-sandbox", "--disable-gpu", "--disable-quic",
			"--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync");

	private final Playwright playwright;

	private final Browser browser;

	private Chromium(Path executable) {
		this.playwright = Playwright
			.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
		this.browser = this.playwright.chromium()
			.launch(new BrowserType.LaunchOptions().setExecutablePath(executable).setArgs(ARGUMENTS));
	}

	/**
	 * Starts it.
	 * @throws TestAbortedException when this machine has none; it says so loudly
	 * @throws IllegalStateException when there is none although this is a build server
	 */
	public static Chromium start() {
		return new Chromium(executable().orElseThrow(Chromium::missing));
	}

	private static Optional<Path> executable() {
		return NAMES.stream()
			.flatMap((name) -> Stream.of(System.getenv("PATH").split(File.pathSeparator))
				.map((folder) -> Path.of(folder, name)))
			.filter(Files::isExecutable)
			.findFirst();
	}

	private static RuntimeException missing() {
		String message = "NO BROWSER: the pages are not tested. Put one of " + NAMES
				+ " on the PATH, say with apt-get install chromium.";
		if (Boolean.parseBoolean(System.getenv("CI"))) {
			return new IllegalStateException(message);
		}
		System.err.println(message);
		return new TestAbortedException(message);
	}

	/** Somebody who looks at pages, with a memory of their own. */
	public Visitor visitor() {
		return new Visitor(this.browser);
	}

	@Override
	public void close() {
		this.playwright.close();
	}

}
