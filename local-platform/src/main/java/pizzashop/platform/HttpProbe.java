package pizzashop.platform;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

import pizzashop.platform.process.Probe;

/** Ready is what answers 200. */
final class HttpProbe implements Probe {

	private static final Duration TIMEOUT = Duration.ofSeconds(5);

	private static final HttpClient CLIENT = HttpClient.newBuilder()
		.version(HttpClient.Version.HTTP_1_1)
		.connectTimeout(TIMEOUT)
		.build();

	private final HttpRequest request;

	HttpProbe(String url) {
		this.request = HttpRequest.newBuilder(URI.create(url)).timeout(TIMEOUT).build();
	}

	@Override
	public boolean isReady() throws Exception {
		return CLIENT.send(this.request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
	}

}
