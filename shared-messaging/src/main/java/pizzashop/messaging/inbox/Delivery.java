package pizzashop.messaging.inbox;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import pizzashop.messaging.CloudEvent;

/** A record that was delivered: either an event, or the reason why it cannot be read. */
sealed interface Delivery {

	ConsumerRecord<byte[], byte[]> record();

	record Readable(ConsumerRecord<byte[], byte[]> record, CloudEvent headers,
			SpecificRecord event) implements Delivery {
	}

	record Unreadable(ConsumerRecord<byte[], byte[]> record, RuntimeException cause) implements Delivery {
	}

}
