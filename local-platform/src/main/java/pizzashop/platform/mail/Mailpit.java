package pizzashop.platform.mail;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

import pizzashop.platform.process.PlatformException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A <a href="https://mailpit.axllent.org/docs/api-v1/">Mailpit</a>, asked over its HTTP
 * API: the mail server of the system in containers.
 */
public final class Mailpit implements Mailbox {

	private static final Duration TIMEOUT = Duration.ofSeconds(10);

	private static final int PAGE = 500;

	private final HttpClient http = HttpClient.newBuilder()
		.version(HttpClient.Version.HTTP_1_1)
		.connectTimeout(TIMEOUT)
		.build();

	private final JsonMapper json = new JsonMapper();

	private final URI address;

	/**
	 * One that answers at an address.
	 * @param address of its API and pages, say {@code http://127.0.0.1:8025}
	 */
	public Mailpit(URI address) {
		this.address = address;
	}

	@Override
	public void checkReadable() {
		page("/api/v1/messages?", 0);
	}

	@Override
	public List<Mail> to(String address) {
		String query = URLEncoder.encode("to:\"" + address + "\"", StandardCharsets.UTF_8);
		List<Mail> mails = new ArrayList<>();
		forEach("/api/v1/search?query=" + query + "&", (message) -> mails.add(parse(message)));
		// Mailpit looks for a part of the address
		return mails.reversed().stream().filter((mail) -> mail.isTo(address)).toList();
	}

	@Override
	public void forEach(Consumer<byte[]> reader) {
		forEach("/api/v1/messages?", reader);
	}

	/**
	 * The newest first, as Mailpit lists them. What arrives meanwhile moves the others
	 * from page to page.
	 */
	private void forEach(String query, Consumer<byte[]> reader) {
		Set<String> seen = new HashSet<>();
		int start = 0;
		JsonNode messages = page(query, start);
		while (!messages.isEmpty()) {
			for (JsonNode message : messages) {
				String id = message.path("ID").asString();
				if (seen.add(id)) {
					reader.accept(get("/api/v1/message/" + id + "/raw"));
				}
			}
			start += messages.size();
			messages = page(query, start);
		}
	}

	private JsonNode page(String query, int start) {
		try {
			return this.json.readTree(get(query + "start=" + start + "&limit=" + PAGE)).path("messages");
		}
		catch (JacksonException ex) {
			throw new PlatformException("What answers at " + this.address + " is no Mailpit.", ex);
		}
	}

	private byte[] get(String path) {
		try {
			HttpResponse<byte[]> response = this.http.send(
					HttpRequest.newBuilder(this.address.resolve(path)).timeout(TIMEOUT).build(),
					HttpResponse.BodyHandlers.ofByteArray());
			if (response.statusCode() != 200) {
				throw new PlatformException(
						"Mailpit at " + this.address.resolve(path) + " answered " + response.statusCode() + ".");
			}
			return response.body();
		}
		catch (IOException ex) {
			throw new PlatformException(
					"No Mailpit answers at " + this.address + ": start the containers with docker compose up first.",
					ex);
		}
		catch (InterruptedException ex) {
			throw PlatformException.interrupted("Asking Mailpit");
		}
	}

	private static Mail parse(byte[] message) {
		try {
			return Mail.parse(new ByteArrayInputStream(message));
		}
		catch (IOException ex) {
			throw new PlatformException("Cannot read a mail: " + ex + ".", ex);
		}
	}

}
