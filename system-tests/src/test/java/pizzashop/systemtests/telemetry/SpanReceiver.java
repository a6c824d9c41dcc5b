package pizzashop.systemtests.telemetry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;

import com.google.protobuf.InvalidProtocolBufferException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;

/**
 * Receives spans as an OpenTelemetry collector does, by OTLP over HTTP, and keeps those
 * that come while a test wants them.
 */
public final class SpanReceiver {

	private final HttpServer server;

	private final Queue<byte[]> exports = new ConcurrentLinkedQueue<>();

	private volatile boolean keeping;

	private SpanReceiver(HttpServer server) {
		this.server = server;
	}

	/** Listens on a free port until the JVM ends. */
	public static SpanReceiver start() {
		try {
			SpanReceiver receiver = new SpanReceiver(
					HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
			receiver.server.createContext("/v1/traces", receiver::receive);
			receiver.server.setExecutor(Executors.newSingleThreadExecutor((task) -> {
				Thread thread = new Thread(task, "span-receiver");
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

	/** Where services export to. */
	public URI endpoint() {
		return URI.create("http://127.0.0.1:" + this.server.getAddress().getPort() + "/v1/traces");
	}

	private void receive(HttpExchange exchange) throws IOException {
		byte[] export = exchange.getRequestBody().readAllBytes();
		if (this.keeping) {
			this.exports.add(export);
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
		this.exports.clear();
	}

	/** What has been kept. */
	public List<ReceivedSpan> spans() {
		return this.exports.stream()
			.map(SpanReceiver::parse)
			.flatMap((export) -> export.getResourceSpansList().stream())
			.flatMap((resource) -> {
				String service = resource.getResource()
					.getAttributesList()
					.stream()
					.filter((attribute) -> attribute.getKey().equals("service.name"))
					.map((attribute) -> attribute.getValue().getStringValue())
					.findFirst()
					.orElse("");
				return resource.getScopeSpansList()
					.stream()
					.flatMap((scope) -> scope.getSpansList().stream())
					.map((span) -> ReceivedSpan.of(service, span));
			})
			.toList();
	}

	private static ExportTraceServiceRequest parse(byte[] export) {
		try {
			return ExportTraceServiceRequest.parseFrom(export);
		}
		catch (InvalidProtocolBufferException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
