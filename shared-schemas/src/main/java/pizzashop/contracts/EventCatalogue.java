package pizzashop.contracts;

import java.util.List;
import java.util.UUID;

import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import pizzashop.events.CancellationRequested;
import pizzashop.events.CookingStarted;
import pizzashop.events.OrderCancelled;
import pizzashop.events.OrderPlaced;
import pizzashop.events.OrderReady;
import pizzashop.events.OrderRejected;
import pizzashop.events.RefundIssued;

/** Every event that may stand on {@link Topics#PIZZA_ORDERS}. */
public final class EventCatalogue {

	/** The classes of all events, in the order of an order's life. */
	public static final List<Class<? extends SpecificRecord>> EVENTS = List.of(OrderPlaced.class, CookingStarted.class,
			OrderReady.class, OrderRejected.class, CancellationRequested.class, OrderCancelled.class,
			RefundIssued.class);

	private EventCatalogue() {
	}

	/** The schema an event's class was made from. */
	public static Schema schemaOf(Class<? extends SpecificRecord> event) {
		return SpecificData.get().getSchema(event);
	}

	/** The order that an event of the catalogue is about. */
	public static UUID orderIdOf(SpecificRecord event) {
		return (UUID) event.get(event.getSchema().getField("orderId").pos());
	}

	/**
	 * The Schema Registry subject of an event on {@link Topics#PIZZA_ORDERS}: topic and
	 * record name, as Confluent's {@code TopicRecordNameStrategy} forms it.
	 */
	public static String subjectOf(Class<? extends SpecificRecord> event) {
		return Topics.PIZZA_ORDERS + "-" + schemaOf(event).getFullName();
	}

}
