package pizzashop.benchmarks.load;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a load does to order-service.
 *
 * @param target order-service
 * @param customers how many do it side by side, each on a connection of its own and as
 * fast as answers come; 0 when the load is open
 * @param perSecond how many requests begin each second, whatever becomes of those before
 * them; 0 when the load is closed
 * @param phases what is requested, one after the other
 */
public record LoadPlan(URI target, int customers, double perSecond, List<Phase> phases) {

	/** What is requested for how long. */
	public record Phase(Request request, Duration duration) {
	}

	/** What is requested. */
	public enum Request {

		/**
		 * Places orders, ever more a second, before those of an open load that count: a
		 * load tool that has just started takes the cores from the system it measures.
		 */
		WARM_UP,

		/** Places an order of two kinds of pizza. */
		PLACE,

		/** The same endpoint, which does nothing but say what it could do. */
		NOTHING

	}

	private static final String PREFIX = "pizzashop.load.";

	/** How long the warm-up takes that goes before an open load. */
	public static final Duration WARM_UP = Duration.ofSeconds(8);

	/** As fast as answers come. */
	public static LoadPlan closed(URI target, int customers, List<Phase> phases) {
		return new LoadPlan(target, customers, 0, phases);
	}

	/** Orders at a steady rate, after a warm-up. */
	public static LoadPlan open(URI target, double perSecond, Duration duration) {
		return new LoadPlan(target, 0, perSecond,
				List.of(new Phase(Request.WARM_UP, WARM_UP), new Phase(Request.PLACE, duration)));
	}

	/** As system properties, for the process that does it. */
	List<String> toSystemProperties() {
		return Stream
			.of(Map.entry("target", this.target), Map.entry("customers", this.customers),
					Map.entry("perSecond", this.perSecond),
					Map.entry("phases",
							this.phases.stream()
								.map((phase) -> phase.request() + "=" + phase.duration())
								.collect(Collectors.joining(","))))
			.map((property) -> "-D" + PREFIX + property.getKey() + "=" + property.getValue())
			.toList();
	}

	static LoadPlan fromSystemProperties() {
		List<Phase> phases = Stream.of(property("phases").split(",", -1)).map((phase) -> {
			String[] parts = phase.split("=", 2);
			return new Phase(Request.valueOf(parts[0]), Duration.parse(parts[1]));
		}).toList();
		return new LoadPlan(URI.create(property("target")), Integer.parseInt(property("customers")),
				Double.parseDouble(property("perSecond")), phases);
	}

	private static String property(String name) {
		String value = System.getProperty(PREFIX + name);
		if (value == null) {
			throw new IllegalStateException("The system property " + PREFIX + name + " is missing");
		}
		return value;
	}

}
