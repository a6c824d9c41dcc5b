package pizzashop.platform.operator;

import java.net.URI;
import java.time.Duration;
import java.util.Map;

import pizzashop.platform.Service;
import pizzashop.platform.http.JsonService;
import pizzashop.platform.http.ServiceRefused;
import pizzashop.platform.process.PlatformException;
import tools.jackson.databind.JsonNode;

/**
 * The kitchen's oven, which can be jammed. Every method throws {@link ServiceRefused}
 * when the kitchen answers with a problem, and {@link PlatformException} when it does not
 * answer.
 */
public final class Oven {

	private static final String PATH = "/actuator/oven";

	/**
	 * How the oven is.
	 *
	 * @param isJammed whether nothing gets in
	 * @param since when it became so, in ISO 8601
	 */
	public record State(boolean isJammed, String since) {
	}

	private final JsonService kitchen;

	/** Speaks to a kitchen at its management address. */
	public Oven(URI management) {
		this.kitchen = new JsonService(Service.KITCHEN.processName(), management, Duration.ofSeconds(10));
	}

	public State state() {
		return state(this.kitchen.get(PATH));
	}

	/** Lets the kitchen fail with every pizza from now on. */
	public State jam() {
		return state(this.kitchen.post(PATH, Map.of("jammed", true)));
	}

	/** Lets the kitchen cook again. */
	public State repair() {
		return state(this.kitchen.post(PATH, Map.of("jammed", false)));
	}

	private static State state(JsonNode answer) {
		return new State(answer.path("jammed").asBoolean(), answer.path("since").asString(""));
	}

}
