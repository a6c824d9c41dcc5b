package pizzashop.systemtests.browser;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** Gives each test a visitor of its own, in a browser that the tests of a class share. */
public abstract class BrowserTest {

	private static Chromium chromium;

	/** Looks at pages for this test. */
	protected Visitor visitor;

	@BeforeAll
	protected static void startBrowser() {
		chromium = Chromium.start();
	}

	@AfterAll
	protected static void endBrowser() {
		if (chromium != null) {
			chromium.close();
			chromium = null;
		}
	}

	@BeforeEach
	protected void enter() {
		this.visitor = chromium.visitor();
	}

	@AfterEach
	protected void leave() {
		this.visitor.close();
	}

}
