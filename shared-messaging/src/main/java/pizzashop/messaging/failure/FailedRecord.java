package pizzashop.messaging.failure;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** A record and why it could not be processed. */
public record FailedRecord(ConsumerRecord<?, ?> record, Throwable cause) {

	TopicPartition partition() {
		return new TopicPartition(this.record.topic(), this.record.partition());
	}

}
