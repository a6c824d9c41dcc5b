package pizzashop.platform.http;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Map;

import pizzashop.platform.process.PlatformException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A service that is asked and answers in JSON. */
public final class JsonService {

	private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

	private final HttpClient http = HttpClient.newBuilder()
		.version(HttpClient.Version.HTTP_1_1)
		.connectTimeout(CONNECT_TIMEOUT)
		.build();

	private final JsonMapper json = new JsonMapper();

	private final String name;

	private final URI address;

	private final Duration timeout;

	/**
	 * Speaks to a service.
	 * @param name what to call it, say {@code order-service}
	 * @param address where it is, say {@code http://127.0.0.1:8080}
	 * @param timeout how long an answer may take
	 */
	public JsonService(String name, URI address, Duration timeout) {
		this.name = name;
		this.address = address;
		this.timeout = timeout;
	}

	/**
	 * Reads what is at a path.
	 * @throws ServiceRefused when the service answers with a problem
	 * @throws PlatformException when it does not answer
	 */
	public JsonNode get(String path) {
		return send(request(path).build());
	}

	/**
	 * Posts a body, which becomes JSON.
	 * @throws ServiceRefused when the service answers with a problem
	 * @throws PlatformException when it does not answer
	 */
	public JsonNode post(String path, Map<String, ?> body) {
		return post(path, body, Map.of());
	}

	/**
	 * Posts a body, which becomes JSON, with headers of its own.
	 * @throws ServiceRefused when the service answers with a problem
	 * @throws PlatformException when it does not answer
	 */
	public JsonNode post(String path, Map<String, ?> body, Map<String, String> headers) {
		HttpRequest.Builder request = request(path).header("Content-Type", "application/json")
			.POST(HttpRequest.BodyPublishers.ofString(this.json.writeValueAsString(body)));
		headers.forEach(request::header);
		return send(request.build());
	}

	private HttpRequest.Builder request(String path) {
		return HttpRequest.newBuilder(this.address.resolve(path))
			.timeout(this.timeout)
			.header("Accept", "application/json, application/problem+json");
	}

	private JsonNode send(HttpRequest request) {
		try {
			HttpResponse<String> response = this.http.send(request, HttpResponse.BodyHandlers.ofString());
			if (response.statusCode() / 100 != 2) {
				throw new ServiceRefused(response.statusCode(), problemIn(response));
			}
			return this.json.readTree(response.body());
		}
		catch (JacksonException ex) {
			throw new PlatformException("What answers at " + this.address + " is no " + this.name + ".", ex);
		}
		catch (HttpConnectTimeoutException ex) {
			throw noAnswer(ex);
		}
		catch (HttpTimeoutException ex) {
			throw new PlatformException("The " + this.name + " at " + this.address + " did not answer within "
					+ this.timeout.toSeconds() + " seconds.", ex);
		}
		catch (IOException ex) {
			throw noAnswer(ex);
		}
		catch (InterruptedException ex) {
			throw PlatformException.interrupted("Asking the " + this.name);
		}
	}

	private PlatformException noAnswer(IOException cause) {
		return new PlatformException(
				"No " + this.name + " answers at " + this.address + ": start the system with ./pizza up first.", cause);
	}

	/** The problem document in words, or the bare status where there is none. */
	private String problemIn(HttpResponse<String> response) {
		JsonNode problem;
		try {
			problem = this.json.readTree(response.body());
		}
		catch (JacksonException ex) {
			return "The " + this.name + " answered " + response.statusCode() + ".";
		}
		StringBuilder words = new StringBuilder(
				problem.path("title").asString("The " + this.name + " answered " + response.statusCode()));
		String detail = problem.path("detail").asString("");
		if (!detail.isEmpty()) {
			words.append(": ").append(detail);
		}
		for (JsonNode error : problem.path("errors")) {
			words.append("\n  ")
				.append(error.path("field").asString(""))
				.append(": ")
				.append(error.path("message").asString(""));
		}
		return words.toString();
	}

}
