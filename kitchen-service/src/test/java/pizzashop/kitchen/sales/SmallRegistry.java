package pizzashop.kitchen.sales;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.confluent.kafka.schemaregistry.avro.AvroSchemaUtils;
import org.apache.avro.specific.SpecificRecord;
import pizzashop.contracts.EventCatalogue;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.BeanUtils;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * As much of a Schema Registry as a serializer asks for: the ids of the events that there
 * are, and their schemas.
 */
final class SmallRegistry implements AutoCloseable {

	private static final String BY_SUBJECT = "/subjects/";

	private static final String BY_ID = "/schemas/ids/";

	private static final JsonMapper JSON = new JsonMapper();

	/** An event's id is its place. */
	private final List<Class<? extends SpecificRecord>> events = List.copyOf(EventCatalogue.EVENTS);

	private final HttpServer server;

	SmallRegistry() {
		try {
			this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
		this.server.createContext(BY_SUBJECT,
				(exchange) -> answer(exchange,
						this.events.stream()
							.filter((event) -> EventCatalogue.subjectOf(event).equals(last(exchange, BY_SUBJECT)))
							.findFirst()
							.map((event) -> Map.<String, Object>of("subject", EventCatalogue.subjectOf(event),
									"version", 1, "id", this.events.indexOf(event), "schema", schemaOf(event)))
							.orElseThrow()));
		this.server.createContext(BY_ID, (exchange) -> {
			int id = Integer.parseInt(last(exchange, BY_ID));
			answer(exchange, (id < this.events.size()) ? Map.of("schema", schemaOf(this.events.get(id))) : null);
		});
		this.server.start();
	}

	String url() {
		return "http://127.0.0.1:" + this.server.getAddress().getPort();
	}

	private static String last(HttpExchange exchange, String prefix) {
		return exchange.getRequestURI().getPath().substring(prefix.length());
	}

	private static String schemaOf(Class<? extends SpecificRecord> event) {
		return AvroSchemaUtils.getSchema(BeanUtils.instantiateClass(event), false, false, true).toString();
	}

	private static void answer(HttpExchange exchange, Map<String, Object> found) throws IOException {
		Map<String, Object> answer = (found != null) ? found : Map.of("error_code", 40403, "message", "Not found");
		byte[] body = JSON.writeValueAsString(answer).getBytes(UTF_8);
		exchange.getResponseHeaders().add("Content-Type", "application/vnd.schemaregistry.v1+json");
		exchange.sendResponseHeaders((found != null) ? 200 : 404, body.length);
		try (exchange) {
			exchange.getResponseBody().write(body);
		}
	}

	@Override
	public void close() {
		this.server.stop(0);
	}

}
