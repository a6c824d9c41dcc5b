package pizzashop.systemtests.telemetry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Parser;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.resource.v1.Resource;

/**
 * Receives spans and logs as an OpenTelemetry collector does, by OTLP over HTTP, and
 * keeps those that come while a test wants them.
 */
public final class TelemetryReceiver {

	private final HttpServer server;

	private final Queue<byte[]> spans = new ConcurrentLinkedQueue<>();

	private final Queue<byte[]> logs = new ConcurrentLinkedQueue<>();

	private volatile boolean keeping;

	private TelemetryReceiver(HttpServer server) {
		this.server = server;
	}

	/** Listens on a free port until the JVM ends. */
	public static TelemetryReceiver start() {
		try {
			TelemetryReceiver receiver = new TelemetryReceiver(
					HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
			receiver.server.createContext("/v1/traces", (exchange) -> receiver.receive(exchange, receiver.spans));
			receiver.server.createContext("/v1/logs", (exchange) -> receiver.receive(exchange, receiver.logs));
			receiver.server.setExecutor(Executors.newSingleThreadExecutor((task) -> {
				Thread thread = new Thread(task, "telemetry-receiver");
				thread.setDaemon(true);
				return thread;
			}));
			receiver.server.start();
			return receiver;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** The variables that make a service export to it, soon. */
	public Map<String, String> environment() {
		return Map.of("SPRING_PROFILES_ACTIVE", "observability", "OTEL_EXPORTER_OTLP_ENDPOINT",
				"http://127.0.0.1:" + this.server.getAddress().getPort(),
				"MANAGEMENT_OPENTELEMETRY_TRACING_EXPORT_SCHEDULEDELAY", "500ms");
	}

	private void receive(HttpExchange exchange, Queue<byte[]> kept) throws IOException {
		byte[] export = exchange.getRequestBody().readAllBytes();
		if (this.keeping) {
			kept.add(export);
		}
		exchange.sendResponseHeaders(200, -1);
		exchange.close();
	}

	/** Keeps what comes from now on. */
	public void keep() {
		this.keeping = true;
	}

	/** Forgets everything. */
	public void forget() {
		this.keeping = false;
		this.spans.clear();
		this.logs.clear();
	}

	/** The spans that have been kept. */
	public List<ReceivedSpan> spans() {
		return this.spans.stream()
			.map((export) -> parse(ExportTraceServiceRequest.parser(), export))
			.flatMap((export) -> export.getResourceSpansList().stream())
			.flatMap((resource) -> resource.getScopeSpansList()
				.stream()
				.flatMap((scope) -> scope.getSpansList().stream())
				.map((span) -> ReceivedSpan.of(serviceOf(resource.getResource()), span)))
			.toList();
	}

	/** The lines of logs that have been kept. */
	public List<ReceivedLine> lines() {
		return this.logs.stream()
			.map((export) -> parse(ExportLogsServiceRequest.parser(), export))
			.flatMap((export) -> export.getResourceLogsList().stream())
			.flatMap((resource) -> resource.getScopeLogsList()
				.stream()
				.flatMap((scope) -> scope.getLogRecordsList().stream())
				.map((line) -> ReceivedLine.of(serviceOf(resource.getResource()), line)))
			.toList();
	}

	private static String serviceOf(Resource resource) {
		return resource.getAttributesList()
			.stream()
			.filter((attribute) -> attribute.getKey().equals("service.name"))
			.map((attribute) -> attribute.getValue().getStringValue())
			.findFirst()
			.orElse("");
	}

	private static <T> T parse(Parser<T> parser, byte[] export) {
		try {
			return parser.parseFrom(export);
		}
		catch (InvalidProtocolBufferException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
