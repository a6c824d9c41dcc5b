package pizzashop.systemtests.load;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The line to a service. Each request goes out once: that the JDK's client does not
 * repeat one by itself when a kept connection breaks is switched off for the whole JVM,
 * in the pom.
 */
final class Line {

	private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

	private static final Duration TIMEOUT = Duration.ofSeconds(30);

	private static final HttpClient CLIENT = HttpClient.newBuilder()
		.version(HttpClient.Version.HTTP_1_1)
		.connectTimeout(CONNECT_TIMEOUT)
		.executor(Executors.newVirtualThreadPerTaskExecutor())
		.build();

	private static final JsonMapper JSON = new JsonMapper();

	private Line() {
	}

	/**
	 * Places an order.
	 * @param confirmed hears of the order when it is answered 201
	 */
	static Answer place(URI instance, String key, Wish wish, Consumer<ConfirmedOrder> confirmed) {
		HttpRequest request = request(instance.resolve("/orders")).header("Content-Type", "application/json")
			.header("Idempotency-Key", key)
			.POST(BodyPublishers.ofString(wish.body()))
			.build();
		return send(instance, request, (answer) -> {
			if (answer.statusCode() == 201) {
				confirmed.accept(new ConfirmedOrder(orderIdIn(answer.body()), wish.email(), Instant.now()));
			}
		});
	}

	static Answer get(URI instance, String path) {
		return send(instance, request(instance.resolve(path)).build(), (answer) -> {
		});
	}

	private static HttpRequest.Builder request(URI uri) {
		return HttpRequest.newBuilder(uri).timeout(TIMEOUT).header("Accept", "application/json");
	}

	private static Answer send(URI instance, HttpRequest request, Consumer<HttpResponse<String>> reader) {
		String asked = request.method() + " " + request.uri().getPath();
		Instant sentAt = Instant.now();
		try {
			HttpResponse<String> response = CLIENT.send(request, BodyHandlers.ofString());
			Instant answeredAt = Instant.now();
			reader.accept(response);
			return new Answer(asked, instance, sentAt, answeredAt, response.statusCode(),
					response.headers().firstValue("Content-Type").orElse(""),
					response.headers().firstValue("Retry-After").orElse(""), "");
		}
		catch (IOException ex) {
			return unanswered(asked, instance, sentAt, ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return unanswered(asked, instance, sentAt, ex);
		}
	}

	static Answer unanswered(String asked, URI instance, Instant sentAt, Exception failure) {
		return new Answer(asked, instance, sentAt, Instant.now(), 0, "", "", failure.toString());
	}

	static String orderIdIn(String body) {
		JsonNode order = JSON.readTree(body);
		return order.required("orderId").asString();
	}

}
