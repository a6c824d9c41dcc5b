package pizzashop.kitchen.sales;

import java.time.Clock;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;
import pizzashop.messaging.CloudEvent;
import pizzashop.messaging.InvalidEventException;

/**
 * When an event happened, as it says itself: a record stands on the topic later than
 * that, and once more after a redrive. Never later than now, for an event from the future
 * would make all others late.
 */
class EventTime implements TimestampExtractor {

	private final Clock clock;

	EventTime(Clock clock) {
		this.clock = clock;
	}

	@Override
	public long extract(ConsumerRecord<Object, Object> record, long partitionTime) {
		return Math.clamp(timeOf(record), 0, this.clock.millis());
	}

	private static long timeOf(ConsumerRecord<Object, Object> record) {
		try {
			return CloudEvent.timeOf(record.headers()).toEpochMilli();
		}
		catch (InvalidEventException | ArithmeticException ex) {
			return record.timestamp();
		}
	}

}
