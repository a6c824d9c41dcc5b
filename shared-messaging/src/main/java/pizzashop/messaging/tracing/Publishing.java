package pizzashop.messaging.tracing;

import io.micrometer.tracing.Span;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;
import pizzashop.messaging.CloudEvent;

import org.springframework.kafka.support.SendResult;

/** An event on its way to Kafka, as a span. */
public final class Publishing {

	private final Span span;

	private final CloudEvent event;

	Publishing(Span span, CloudEvent event) {
		this.span = span;
		this.event = event;
	}

	/** The event as it is sent: whoever processes it continues this span. */
	public CloudEvent event() {
		return this.event;
	}

	/** Kafka has it, or sending failed. */
	public void ended(@Nullable SendResult<?, ?> result, @Nullable Throwable failure) {
		if (failure != null) {
			this.span.error(failure);
		}
		if (result != null) {
			RecordMetadata place = result.getRecordMetadata();
			this.span.tag("messaging.destination.partition.id", String.valueOf(place.partition()));
			this.span.tag("messaging.kafka.offset", place.offset());
		}
		this.span.end();
	}

}
