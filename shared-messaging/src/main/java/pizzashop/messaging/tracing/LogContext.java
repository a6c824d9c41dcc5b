package pizzashop.messaging.tracing;

import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * What every line of this thread's log knows until it is closed; what the lines knew
 * before under the same key they know again afterwards.
 */
public final class LogContext implements AutoCloseable {

	private final String key;

	private final @Nullable String before;

	private LogContext(String key) {
		this.key = key;
		this.before = MDC.get(key);
	}

	public static LogContext with(String key, String value) {
		LogContext context = new LogContext(key);
		MDC.put(key, value);
		return context;
	}

	@Override
	public void close() {
		if (this.before != null) {
			MDC.put(this.key, this.before);
		}
		else {
			MDC.remove(this.key);
		}
	}

}
