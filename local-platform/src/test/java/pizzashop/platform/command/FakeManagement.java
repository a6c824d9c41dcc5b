package pizzashop.platform.command;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import pizzashop.platform.Ports;
import pizzashop.platform.Service;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The management ports of the three services, as far as the commands know them: desks
 * that keep letters in memory, and the kitchen's oven.
 */
final class FakeManagement implements AutoCloseable {

	private static final JsonMapper JSON = new JsonMapper();

	private final Map<Service, HttpServer> servers = new LinkedHashMap<>();

	private final Map<Service, Map<String, Map<String, Object>>> desks = new LinkedHashMap<>();

	private final List<String> requests = new ArrayList<>();

	private final int portOffset;

	private boolean jammed;

	FakeManagement() {
		this.portOffset = start();
	}

	/**
	 * The ports are at fixed distances, so the three of an offset may not all be free.
	 */
	private int start() {
		while (true) {
			int offset = ThreadLocalRandom.current().nextInt(6_000, 21_000);
			try {
				for (Service service : Service.values()) {
					start(service, Ports.standard(offset).managementUrl(service).getPort());
				}
				return offset;
			}
			catch (IOException ex) {
				close();
			}
		}
	}

	private void start(Service service, int port) throws IOException {
		HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
		server.createContext("/dead-letters", (exchange) -> answer(service, exchange));
		if (service == Service.KITCHEN) {
			server.createContext("/actuator/oven", this::answerOven);
		}
		server.start();
		this.servers.put(service, server);
		this.desks.put(service, new LinkedHashMap<>());
	}

	int portOffset() {
		return this.portOffset;
	}

	/** Puts a letter onto a desk; the youngest comes first. */
	void put(Service service, Map<String, Object> letter) {
		Map<String, Object> own = new LinkedHashMap<>(letter);
		own.put("service", service.processName());
		this.desks.get(service).put(own.get("id").toString(), own);
	}

	Map<String, Object> letter(Service service, String id) {
		return this.desks.get(service).get(id);
	}

	/** Method, path and body of what was asked to change something. */
	List<String> requests() {
		return this.requests;
	}

	boolean isJammed() {
		return this.jammed;
	}

	void stop(Service service) {
		this.servers.get(service).stop(0);
	}

	private void answer(Service service, HttpExchange exchange) throws IOException {
		String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
		String path = exchange.getRequestURI().getPath();
		Collection<Map<String, Object>> letters = this.desks.get(service).values();
		if (exchange.getRequestMethod().equals("POST")) {
			this.requests.add(path + " " + body);
		}
		String[] parts = path.substring("/dead-letters".length()).split("/", -1);
		if (parts.length == 1) {
			list(letters, exchange);
		}
		else if (parts[1].equals("redrive")) {
			redriveAll(letters, JSON.readTree(body), exchange);
		}
		else {
			one(letters.stream().filter((letter) -> letter.get("id").toString().startsWith(parts[1])).toList(), parts,
					JSON.readTree(body.isEmpty() ? "{}" : body), exchange);
		}
	}

	private void list(Collection<Map<String, Object>> letters, HttpExchange exchange) throws IOException {
		String query = String.valueOf(exchange.getRequestURI().getQuery());
		int limit = Integer.parseInt(query.replaceAll(".*limit=(\\d+).*", "$1"));
		int from = query.contains("before=") ? Integer.parseInt(query.replaceAll(".*before=(\\d+).*", "$1")) : 0;
		List<Map<String, Object>> all = letters.stream()
			.filter((letter) -> !query.contains("status=") || query.contains("status=" + letter.get("status")))
			.toList();
		int to = Math.min(all.size(), from + limit);
		Map<String, Object> page = new LinkedHashMap<>();
		page.put("letters", all.subList(from, to));
		page.put("total", all.size());
		page.put("next", (to < all.size()) ? "/dead-letters?limit=" + limit + "&status=OPEN&before=" + to : null);
		send(exchange, 200, page);
	}

	private void redriveAll(Collection<Map<String, Object>> letters, JsonNode body, HttpExchange exchange)
			throws IOException {
		List<Object> redriven = new ArrayList<>();
		List<Object> refused = new ArrayList<>();
		for (Map<String, Object> letter : letters) {
			if (!"OPEN".equals(letter.get("status"))) {
				continue;
			}
			if (mayBeRedriven(letter, body)) {
				letter.put("status", body.path("dryRun").asBoolean() ? "OPEN" : "REDRIVEN");
				redriven.add(letter);
			}
			else {
				refused.add(Map.of("letter", letter, "why", "it was redriven 5 times"));
			}
		}
		send(exchange, 200, Map.of("redriven", redriven, "refused", refused, "remaining", 3));
	}

	private void one(List<Map<String, Object>> found, String[] parts, JsonNode body, HttpExchange exchange)
			throws IOException {
		if (found.size() != 1) {
			problem(exchange, found.isEmpty() ? 404 : 409, found.isEmpty() ? "There is no letter " + parts[1]
					: "More than one letter begins with " + parts[1]);
			return;
		}
		Map<String, Object> letter = found.getFirst();
		if (parts.length > 2) {
			boolean redrive = parts[2].equals("redrive");
			if (!"OPEN".equals(letter.get("status")) && !(redrive && body.path("force").asBoolean())) {
				problem(exchange, 409, "It is " + letter.get("status"));
				return;
			}
			if (redrive && !mayBeRedriven(letter, body)) {
				problem(exchange, 409, "It was redriven 5 times");
				return;
			}
			if (!body.path("dryRun").asBoolean()) {
				letter.put("status", redrive ? "REDRIVEN" : "DISCARDED");
			}
		}
		send(exchange, 200, letter);
	}

	private static boolean mayBeRedriven(Map<String, Object> letter, JsonNode body) {
		return (int) letter.get("rounds") < 5 || body.path("force").asBoolean();
	}

	private void answerOven(HttpExchange exchange) throws IOException {
		if (exchange.getRequestMethod().equals("POST")) {
			this.jammed = JSON.readTree(exchange.getRequestBody()).path("jammed").asBoolean();
		}
		send(exchange, 200, Map.of("jammed", this.jammed, "since", "2026-11-23T10:00:00Z"));
	}

	private static void problem(HttpExchange exchange, int status, String detail) throws IOException {
		send(exchange, status,
				Map.of("title", (status == 404) ? "Not Found" : "Conflict", "status", status, "detail", detail));
	}

	private static void send(HttpExchange exchange, int status, Object answer) throws IOException {
		byte[] body = JSON.writeValueAsBytes(answer);
		exchange.sendResponseHeaders(status, body.length);
		exchange.getResponseBody().write(body);
		exchange.close();
	}

	@Override
	public void close() {
		this.servers.values().forEach((server) -> server.stop(0));
		this.servers.clear();
	}

}
