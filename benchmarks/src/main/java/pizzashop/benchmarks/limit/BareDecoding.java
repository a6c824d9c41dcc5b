package pizzashop.benchmarks.limit;

import java.util.Map;

import pizzashop.benchmarks.system.OrdersTopic;
import pizzashop.contracts.Topics;
import pizzashop.messaging.EventSerializer;

/** Reads the topic and decodes every event as the services do, and nothing else. */
public final class BareDecoding {

	private BareDecoding() {
	}

	/**
	 * Reads all there is.
	 * @return events a second
	 */
	public static double perSecond(OrdersTopic topic) {
		try (EventSerializer serializer = topic.serializer()) {
			long began = System.nanoTime();
			long events = topic.read(Map.of(), (record) -> serializer.deserialize(Topics.PIZZA_ORDERS, record.value()));
			return events * 1_000_000_000.0 / (System.nanoTime() - began);
		}
	}

}
