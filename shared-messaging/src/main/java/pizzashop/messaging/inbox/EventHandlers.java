package pizzashop.messaging.inbox;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;

import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import pizzashop.messaging.CloudEvent;
import pizzashop.messaging.InvalidEventException;

/**
 * What a service does on which event: the table of contents of a listener. An event type
 * that is not named here is skipped, known or not.
 *
 * @param <P> what is prepared once for a batch and handed to every handler, such as the
 * aggregates of all its events, locked in one query
 */
public final class EventHandlers<P> {

	private final Function<List<SpecificRecord>, P> preparation;

	private final Map<String, Handler<P, SpecificRecord>> handlers = new HashMap<>();

	private Consumer<P> lastAct = (prepared) -> {
	};

	private EventHandlers(Function<List<SpecificRecord>, P> preparation) {
		this.preparation = preparation;
	}

	/** What to do on an event, with what was prepared and with the event's headers. */
	@FunctionalInterface
	public interface Handler<P, E> {

		void handle(P prepared, E event, CloudEvent headers);

	}

	/** Handlers that need nothing but their event. */
	public static EventHandlers<List<SpecificRecord>> create() {
		return prepare(Function.identity());
	}

	/**
	 * Handlers that share what is prepared for all events of a batch, in the transaction
	 * in which they are handled.
	 */
	public static <P> EventHandlers<P> prepare(Function<List<SpecificRecord>, P> preparation) {
		return new EventHandlers<>(preparation);
	}

	public <E extends SpecificRecord> EventHandlers<P> on(Class<E> type, Consumer<E> handler) {
		return on(type, (prepared, event, headers) -> handler.accept(event));
	}

	public <E extends SpecificRecord> EventHandlers<P> on(Class<E> type, BiConsumer<P, E> handler) {
		return on(type, (prepared, event, headers) -> handler.accept(prepared, event));
	}

	public <E extends SpecificRecord> EventHandlers<P> on(Class<E> type, Handler<P, E> handler) {
		this.handlers.put(SpecificData.get().getSchema(type).getFullName(),
				(prepared, event, headers) -> handler.handle(prepared, type.cast(event), headers));
		return this;
	}

	/**
	 * What to do when all events of a batch are handled, as the last act of their
	 * transaction: for what no rollback takes back, such as sending mail.
	 */
	public EventHandlers<P> atLast(Consumer<P> lastAct) {
		this.lastAct = lastAct;
		return this;
	}

	boolean handles(String type) {
		return this.handlers.containsKey(type);
	}

	/** Prepares for these events. */
	Batch begin(List<SpecificRecord> events) {
		return new Batch(this.preparation.apply(events));
	}

	/** Handles each of the events, and then what they come to. */
	final class Batch {

		private final P prepared;

		private Batch(P prepared) {
			this.prepared = prepared;
		}

		void handle(SpecificRecord event, CloudEvent headers) {
			handlerOf(event, headers).handle(this.prepared, event, headers);
		}

		void end() {
			EventHandlers.this.lastAct.accept(this.prepared);
		}

	}

	private Handler<P, SpecificRecord> handlerOf(SpecificRecord event, CloudEvent headers) {
		String type = event.getSchema().getFullName();
		Handler<P, SpecificRecord> handler = this.handlers.get(type);
		if (handler == null || !type.equals(headers.type())) {
			throw new InvalidEventException("The header ce_type says " + headers.type() + ", the record is a " + type);
		}
		return handler;
	}

}
