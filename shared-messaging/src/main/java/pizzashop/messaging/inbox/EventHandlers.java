package pizzashop.messaging.inbox;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import pizzashop.messaging.CloudEvent;
import pizzashop.messaging.InvalidEventException;

/**
 * What a service does on which event: the table of contents of a listener. An event type
 * that is not named here is skipped, known or not.
 */
public final class EventHandlers {

	private final Map<String, BiConsumer<SpecificRecord, CloudEvent>> handlers = new HashMap<>();

	private Consumer<List<SpecificRecord>> preparation = (events) -> {
	};

	/**
	 * What to do once for a batch before its events are handled, in the same transaction:
	 * loading and locking all they need in one query, say.
	 */
	public EventHandlers prepare(Consumer<List<SpecificRecord>> preparation) {
		this.preparation = preparation;
		return this;
	}

	/** What to do on an event. */
	public <E extends SpecificRecord> EventHandlers on(Class<E> type, Consumer<E> handler) {
		return on(type, (event, headers) -> handler.accept(event));
	}

	/** What to do on an event, where its identity or time matters too. */
	public <E extends SpecificRecord> EventHandlers on(Class<E> type, BiConsumer<E, CloudEvent> handler) {
		this.handlers.put(SpecificData.get().getSchema(type).getFullName(),
				(event, headers) -> handler.accept(type.cast(event), headers));
		return this;
	}

	boolean handles(@Nullable String type) {
		return this.handlers.containsKey(type);
	}

	void prepareFor(List<SpecificRecord> events) {
		this.preparation.accept(events);
	}

	void handle(SpecificRecord event, CloudEvent headers) {
		BiConsumer<SpecificRecord, CloudEvent> handler = this.handlers.get(event.getSchema().getFullName());
		if (handler == null) {
			throw new InvalidEventException(
					"The header says " + headers.type() + ", the record is a " + event.getSchema().getFullName());
		}
		handler.accept(event, headers);
	}

}
