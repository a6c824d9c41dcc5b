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

	private static final Duration WARM_UP = Duration.ofSeconds(8);

	/** Until a load tool that compiles in full has compiled what is hot. */
	private static final Duration LONG_WARM_UP = Duration.ofSeconds(60);

	/** From this length on a load is worth the long warm-up. */
	private static final Duration LONG = Duration.ofSeconds(60);

	/** As fast as answers come. */
	public static LoadPlan closed(URI target, int customers, List<Phase> phases) {
		return new LoadPlan(target, customers, 0, phases);
	}

	/** Orders at a steady rate, after a warm-up, which is longer before a long load. */
	public static LoadPlan open(URI target, double perSecond, Duration duration) {
		Duration warmUp = isLong(duration) ? LONG_WARM_UP : WARM_UP;
		return new LoadPlan(target, 0, perSecond,
				List.of(new Phase(Request.WARM_UP, warmUp), new Phase(Request.PLACE, duration)));
	}

	private static boolean isLong(Duration duration) {
		return duration.compareTo(LONG) >= 0;
	}

	/** How long all of it takes, from when the load tool has started. */
	public Duration duration() {
		return this.phases.stream().map(Phase::duration).reduce(Duration.ZERO, Duration::plus);
	}

	/** How long the warm-up of an open load takes. */
	public Duration warmUp() {
		return this.phases.getFirst().duration();
	}

	/**
	 * Whether the load tool is to be as fast as it can. At a given rate it need not be:
	 * compiling would take longer than a short load does, on the cores of the system that
	 * it measures. In a long one it saves a third of what the load tool takes.
	 */
	boolean compilesInFull() {
		return this.customers > 0 || isLong(this.phases.getLast().duration());
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
