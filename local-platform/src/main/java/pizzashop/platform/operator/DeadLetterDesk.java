package pizzashop.platform.operator;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import pizzashop.platform.Service;
import pizzashop.platform.http.JsonService;
import pizzashop.platform.http.ServiceRefused;
import pizzashop.platform.process.PlatformException;
import tools.jackson.databind.JsonNode;

/**
 * The desk at which a service keeps its dead letters. Every method throws
 * {@link ServiceRefused} when the service answers with a problem, and
 * {@link PlatformException} when it does not answer.
 */
public final class DeadLetterDesk {

	/** Redriving many letters takes its time: each is on the topic before the answer. */
	private static final Duration TIMEOUT = Duration.ofSeconds(60);

	private static final int MOST_OF_A_PAGE = 100;

	private static final int NOT_FOUND = 404;

	private final Service service;

	private final JsonService http;

	/**
	 * Speaks to a desk.
	 * @param service whose it is
	 * @param management the service's management address
	 */
	public DeadLetterDesk(Service service, URI management) {
		this.service = service;
		this.http = new JsonService(service.processName(), management, TIMEOUT);
	}

	public Service service() {
		return this.service;
	}

	/**
	 * Reads the youngest letters, page by page.
	 * @param limit how many at most
	 */
	public LetterPage list(LetterFilter filter, int limit) {
		List<Letter> letters = new ArrayList<>();
		long total = 0;
		Optional<String> next = Optional
			.of("/dead-letters?limit=" + Math.min(limit, MOST_OF_A_PAGE) + "&" + filter.inQuery());
		while (next.isPresent() && letters.size() < limit) {
			JsonNode page = this.http.get(next.get());
			page.path("letters").forEach((letter) -> letters.add(new Letter(letter)));
			total = page.path("total").asLong(0);
			next = page.path("next").asStringOpt().filter((address) -> !address.isEmpty());
		}
		return new LetterPage(List.copyOf(letters.subList(0, Math.min(limit, letters.size()))), total);
	}

	/**
	 * Reads all of one letter.
	 * @param id its id, or so much of its beginning that no other begins so
	 * @return empty when there is none
	 */
	public Optional<Letter> find(String id) {
		try {
			return Optional.of(new Letter(this.http.get("/dead-letters/" + id)));
		}
		catch (ServiceRefused ex) {
			if (ex.status() == NOT_FOUND) {
				return Optional.empty();
			}
			throw ex;
		}
	}

	/**
	 * Sends a letter back to the group that failed.
	 * @param id its whole id
	 * @param force also when it went back too often, or is closed
	 * @param dryRun changes nothing: it is refused when the redrive would be
	 * @return the letter after it
	 */
	public Letter redrive(String id, Signature signature, boolean force, boolean dryRun) {
		Map<String, Object> body = signature.inBody();
		body.put("force", force);
		body.put("dryRun", dryRun);
		return new Letter(this.http.post("/dead-letters/" + id + "/redrive", body));
	}

	/**
	 * Sends every open letter of a filter back to the group that failed.
	 * @param force also those that went back too often
	 * @param dryRun only says what it would do
	 */
	public Redrive redriveAll(LetterFilter filter, Signature signature, boolean force, boolean dryRun) {
		Map<String, Object> body = new LinkedHashMap<>(filter.inBody());
		body.putAll(signature.inBody());
		body.put("force", force);
		body.put("dryRun", dryRun);
		JsonNode answer = this.http.post("/dead-letters/redrive", body);
		List<Letter> redriven = new ArrayList<>();
		answer.path("redriven").forEach((letter) -> redriven.add(new Letter(letter)));
		List<Redrive.Refusal> refused = new ArrayList<>();
		answer.path("refused")
			.forEach((refusal) -> refused
				.add(new Redrive.Refusal(new Letter(refusal.path("letter")), refusal.path("why").asString(""))));
		return new Redrive(redriven, refused, answer.path("remaining").asInt(0));
	}

	/**
	 * Closes a letter without sending it anywhere.
	 * @param id its whole id
	 * @return the letter after it
	 */
	public Letter discard(String id, Signature signature) {
		return new Letter(this.http.post("/dead-letters/" + id + "/discard", signature.inBody()));
	}

}
