package pizzashop.messaging;

import java.util.HashMap;
import java.util.Map;

import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import org.jspecify.annotations.Nullable;

/**
 * Carries the trace over the outbox and through Kafka, as W3C trace context in the
 * {@code traceparent} header.
 */
public class EventTracing {

	private static final String TRACEPARENT = "traceparent";

	private final Tracer tracer;

	private final Propagator propagator;

	public EventTracing(Tracer tracer, Propagator propagator) {
		this.tracer = tracer;
		this.propagator = propagator;
	}

	/**
	 * The current trace context; outside a trace that of a new one, which begins with the
	 * event. Null when the service does not trace.
	 */
	public @Nullable String current() {
		Span span = this.tracer.currentSpan();
		if (span == null) {
			span = this.tracer.nextSpan().name("publish").start();
			span.end();
		}
		Map<String, String> headers = new HashMap<>();
		this.propagator.inject(span.context(), headers, (carrier, name, value) -> headers.put(name, value));
		return headers.get(TRACEPARENT);
	}

	/** Runs what an event causes as a span of the event's own trace. */
	public void continuing(CloudEvent event, Runnable effect) {
		Span span = this.propagator
			.extract(event, (carrier, name) -> TRACEPARENT.equals(name) ? carrier.traceparent() : null)
			.name("process " + event.type())
			.kind(Span.Kind.CONSUMER)
			.start();
		try (var scope = this.tracer.withSpan(span)) {
			effect.run();
		}
		catch (RuntimeException ex) {
			span.error(ex);
			throw ex;
		}
		finally {
			span.end();
		}
	}

}
