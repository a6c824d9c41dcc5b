package pizzashop.platform.command;

import java.io.PrintStream;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

import pizzashop.platform.process.ChildProcess;
import pizzashop.platform.process.Progress;

/**
 * What the person at the terminal sees. Colour, and a line that renews itself, only when
 * there is a terminal.
 */
public final class Terminal implements Progress {

	/** Set by the script, which knows whether its output is a terminal. */
	private static final String PROPERTY = "pizzashop.terminal";

	/** Set by the script when its output is a terminal whose width it knows. */
	private static final String COLUMNS_PROPERTY = "pizzashop.columns";

	private static final int SECONDS_BETWEEN_LINES = 10;

	private static final String ERASE_LINE = "\r\033[K";

	private final PrintStream out;

	private final boolean terminal;

	private final boolean unicode;

	private boolean lineToErase;

	public Terminal() {
		this(System.out, isColoured(), canEncode("✓"));
	}

	Terminal(PrintStream out, boolean terminal, boolean unicode) {
		this.out = out;
		this.terminal = terminal;
		this.unicode = unicode;
	}

	static boolean isColoured() {
		return Boolean.getBoolean(PROPERTY) && System.getenv("NO_COLOR") == null;
	}

	/** How wide a line may be; without a terminal there is no limit. */
	static int columns() {
		int columns = Integer.getInteger(COLUMNS_PROPERTY, 0);
		return (columns > 0) ? columns : Integer.MAX_VALUE;
	}

	private static boolean canEncode(String text) {
		String encoding = System.getProperty("stdout.encoding", Charset.defaultCharset().name());
		return Charset.forName(encoding).newEncoder().canEncode(text);
	}

	@Override
	public synchronized void say(String sentence) {
		erase();
		this.out.println(sentence);
	}

	@Override
	public void ready(ChildProcess process, Duration took) {
		say(String.format(Locale.ROOT, "  %s %-21s port %-5d  %5.1f s", good(mark()), process.name(), process.port(),
				took.toMillis() / 1000.0));
	}

	@Override
	public synchronized void waiting(List<String> names, Duration since) {
		String sentence = "    waiting for " + String.join(", ", names) + " (" + since.toSeconds() + " s)";
		if (this.terminal) {
			erase();
			this.out.print(sentence);
			this.out.flush();
			this.lineToErase = true;
		}
		else if (since.toSeconds() > 0 && since.toSeconds() % SECONDS_BETWEEN_LINES == 0) {
			say(sentence);
		}
	}

	public void heading(String sentence) {
		say("");
		say(strong(sentence));
	}

	public String strong(String text) {
		return coloured("1", text);
	}

	public String good(String text) {
		return coloured("32", text);
	}

	public String bad(String text) {
		return coloured("31", text);
	}

	public String faint(String text) {
		return coloured("2", text);
	}

	/** Before something that went well. */
	String mark() {
		return this.unicode ? "✓" : "+";
	}

	/** Before something that did not. */
	String cross() {
		return this.unicode ? "✗" : "x";
	}

	private void erase() {
		if (this.lineToErase) {
			this.out.print(ERASE_LINE);
			this.lineToErase = false;
		}
	}

	private String coloured(String code, String text) {
		return this.terminal ? "\033[" + code + "m" + text + "\033[0m" : text;
	}

}
