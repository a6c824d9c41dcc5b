package pizzashop.benchmarks.limit;

import java.util.Map;

import pizzashop.benchmarks.system.OrdersTopic;
import pizzashop.contracts.Topics;
import pizzashop.messaging.EventSerializer;

/**
 * Reads the topic and decodes every event as the services do, on one thread, and nothing
 * else.
 */
public final class BareDecoding {

	private BareDecoding() {
	}

	/**
	 * Reads all there is. The time begins when the first events are there.
	 * @return events a second
	 */
	public static double perSecond(OrdersTopic topic) {
		try (EventSerializer serializer = topic.serializer()) {
			OrdersTopic.Reading reading = topic.read(Map.of(),
					(record) -> serializer.deserialize(Topics.PIZZA_ORDERS, record.value()));
			return reading.records() * 1_000_000_000.0 / reading.took().toNanos();
		}
	}

}
