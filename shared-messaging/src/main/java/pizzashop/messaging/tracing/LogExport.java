package pizzashop.messaging.tracing;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.instrumentation.logback.appender.v1_0.OpenTelemetryAppender;
import org.slf4j.LoggerFactory;

/**
 * Sends every line of the log, beside the console, to where the traces go: with its trace
 * and with what else its context knows, such as the key of the record in process. That is
 * every line while the service runs: what comes before or after is on the console alone.
 */
class LogExport implements AutoCloseable {

	private final OpenTelemetryAppender appender = new OpenTelemetryAppender();

	LogExport(OpenTelemetry openTelemetry) {
		this.appender.setContext((LoggerContext) LoggerFactory.getILoggerFactory());
		this.appender.setOpenTelemetry(openTelemetry);
		this.appender.setCaptureMdcAttributes("*");
		this.appender.start();
		root().addAppender(this.appender);
	}

	private static Logger root() {
		return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
	}

	@Override
	public void close() {
		root().detachAppender(this.appender);
		this.appender.stop();
	}

}
