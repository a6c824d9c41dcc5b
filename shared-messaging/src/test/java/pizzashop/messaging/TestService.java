package pizzashop.messaging;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import io.micrometer.tracing.Tracer;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import pizzashop.messaging.inbox.EventHandlers;
import pizzashop.messaging.inbox.Inbox;
import pizzashop.messaging.test.ThingHappened;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.kafka.annotation.KafkaListener;

/**
 * A service that enters every thing that happened into a table, or fails as it is told.
 */
@SpringBootConfiguration
@EnableAutoConfiguration
public class TestService {

	private final Inbox inbox;

	private final JdbcTemplate jdbc;

	private final Tracer tracer;

	private final AtomicInteger largestBatch = new AtomicInteger();

	private final ConcurrentMap<String, Supplier<RuntimeException>> failures = new ConcurrentHashMap<>();

	private final ConcurrentMap<String, AtomicInteger> failuresLeft = new ConcurrentHashMap<>();

	TestService(Inbox inbox, JdbcTemplate jdbc, Tracer tracer) {
		this.inbox = inbox;
		this.jdbc = jdbc;
		this.tracer = tracer;
	}

	/** What it has traced. */
	@Bean
	static InMemorySpanExporter spans() {
		return InMemorySpanExporter.create();
	}

	/** Makes the handler fail so many times on a thing. */
	public void failOn(String thing, int times, Supplier<RuntimeException> failure) {
		this.failures.put(thing, failure);
		this.failuresLeft.put(thing, new AtomicInteger(times));
	}

	public int largestBatch() {
		return this.largestBatch.get();
	}

	@KafkaListener(id = "things", idIsGroup = false, topics = "${test.topic:none}", autoStartup = "false")
	void on(List<ConsumerRecord<byte[], byte[]>> batch) {
		this.largestBatch.accumulateAndGet(batch.size(), Math::max);
		this.inbox.process(batch, EventHandlers.create().on(ThingHappened.class, this::enter));
	}

	private void enter(ThingHappened event) {
		AtomicInteger left = this.failuresLeft.get(event.getThing());
		if (left != null && left.getAndDecrement() > 0) {
			throw this.failures.get(event.getThing()).get();
		}
		var span = this.tracer.currentSpan();
		this.jdbc.update("insert into effect (thing, number, traceid) values (?, ?, ?)", event.getThing(),
				event.getNumber(), (span != null) ? span.context().traceId() : null);
	}

}
