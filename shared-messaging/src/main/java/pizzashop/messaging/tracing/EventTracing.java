package pizzashop.messaging.tracing;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;

import io.micrometer.tracing.Link;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import pizzashop.messaging.CloudEvent;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Carries a trace over everything that waits: the outbox, Kafka, and what a service keeps
 * for later. What is kept is the W3C trace context, a {@code traceparent}. Spans are
 * named and described as OpenTelemetry lays down for messaging, except that a name ends
 * with the event's type instead of the topic, which is the same for all of them.
 *
 * @see <a href=
 * "https://opentelemetry.io/docs/specs/semconv/messaging/messaging-spans/">OpenTelemetry:
 * messaging spans</a>
 */
public class EventTracing {

	private static final String TRACEPARENT = "traceparent";

	private static final int LONGEST_KEY = 200;

	private final Tracer tracer;

	private final Propagator propagator;

	private final String group;

	private final TracingProperties properties;

	private final Clock clock;

	/**
	 * @param group the consumer group that processes
	 */
	public EventTracing(Tracer tracer, Propagator propagator, String group, TracingProperties properties, Clock clock) {
		this.tracer = tracer;
		this.propagator = propagator;
		this.group = group;
		this.properties = properties;
		this.clock = clock;
	}

	/** The current trace context; null outside a trace. */
	public @Nullable String current() {
		Span span = this.tracer.currentSpan();
		return (span != null) ? traceparentOf(span) : null;
	}

	/**
	 * The place of this thread in its trace, for another thread to go on from.
	 * @return runs what it is given at once, as if it were run here
	 */
	public Executor here() {
		Span span = this.tracer.currentSpan();
		return (step) -> {
			try (var scope = this.tracer.withSpan(span)) {
				step.run();
			}
		};
	}

	/**
	 * Takes a step of something that began earlier, as a span of the trace in which it
	 * began. A trace that is current now is linked to it.
	 * @param traceparent as {@link #current()} told it then; without it the step belongs
	 * to the current trace, or begins one
	 * @param name of the step, always the same for its kind
	 */
	public void continuing(@Nullable String traceparent, String name, Runnable step) {
		Span.Builder builder = extract(traceparent).name(name);
		Span cause = this.tracer.currentSpan();
		if (cause != null) {
			builder.addLink(new Link(cause.context()));
		}
		run(builder.start(), step);
	}

	/**
	 * Runs what an event causes, as a span of the event's own trace, with the key of its
	 * record in the log. The span ends before the transaction does: a rollback does not
	 * show in it.
	 */
	public void processing(ConsumerRecord<byte[], byte[]> record, CloudEvent event, Runnable effect) {
		Span span = messaging(event, "process", "process", record.topic(), keyOf(record)).kind(Span.Kind.CONSUMER)
			.tag("messaging.consumer.group.name", this.group)
			.tag("messaging.destination.partition.id", String.valueOf(record.partition()))
			.tag("messaging.kafka.offset", record.offset())
			.start();
		try (var about = about(record)) {
			run(span, effect);
		}
	}

	/** Begins to send an event: its span ends when Kafka has it. */
	public Publishing publishing(String topic, String key, CloudEvent event) {
		Span span = messaging(event, "publish", "send", topic, key).kind(Span.Kind.PRODUCER)
			.tag("messaging.outbox.wait_ms", Duration.between(event.time(), this.clock.instant()).toMillis())
			.start();
		String traceparent = traceparentOf(span);
		return new Publishing(span, (traceparent != null) ? event.within(traceparent) : event);
	}

	/**
	 * Deals with a record that could not be processed, as a span of its trace, with its
	 * key in the log.
	 * @param name of what is done, always the same for its kind
	 */
	public void dealingWith(ConsumerRecord<?, ?> record, String name, Runnable dealing) {
		try (var about = about(record)) {
			run(extract(CloudEvent.traceparentOf(record.headers())).name(name).start(), dealing);
		}
	}

	private LogContext about(ConsumerRecord<?, ?> record) {
		return LogContext.with(this.properties.logKey(), keyOf(record));
	}

	/** Anybody may write a key, of any length. */
	private static String keyOf(ConsumerRecord<?, ?> record) {
		return (record.key() instanceof byte[] key) ? new String(key, 0, Math.min(key.length, LONGEST_KEY), UTF_8) : "";
	}

	private Span.Builder messaging(CloudEvent event, String operation, String type, String topic, String key) {
		return extract(event.traceparent())
			.name(operation + " " + event.type().substring(event.type().lastIndexOf('.') + 1))
			.tag("messaging.system", "kafka")
			.tag("messaging.operation.name", operation)
			.tag("messaging.operation.type", type)
			.tag("messaging.destination.name", topic)
			.tag("messaging.kafka.message.key", key)
			.tag("messaging.message.id", event.id().toString())
			.tag("cloudevents.event_type", event.type());
	}

	private Span.Builder extract(@Nullable String traceparent) {
		return this.propagator.extract(Objects.requireNonNullElse(traceparent, ""),
				(carrier, name) -> TRACEPARENT.equals(name) ? carrier : null);
	}

	private @Nullable String traceparentOf(Span span) {
		Map<String, String> headers = new HashMap<>();
		this.propagator.inject(span.context(), headers, (carrier, name, value) -> headers.put(name, value));
		return headers.get(TRACEPARENT);
	}

	private void run(Span span, Runnable step) {
		try (var scope = this.tracer.withSpan(span)) {
			step.run();
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
