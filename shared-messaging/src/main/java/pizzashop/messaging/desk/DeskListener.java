package pizzashop.messaging.desk;

import java.util.List;

import org.apache.kafka.clients.consumer.ConsumerRecord;

import org.springframework.kafka.annotation.KafkaListener;

/**
 * Follows the dead-letter topic, in a group of its own: all instances of a service
 * together take each letter once.
 */
class DeskListener {

	private final DeadLetterDesk desk;

	DeskListener(DeadLetterDesk desk) {
		this.desk = desk;
	}

	@KafkaListener(id = "dead-letter-desk", idIsGroup = false, topics = "${messaging.dead-letters.topic}",
			groupId = "${spring.kafka.consumer.group-id}-desk", containerPostProcessor = "deadLetterListener",
			concurrency = "1",
			// A letter may be as large as any record, and holds its headers beside.
			properties = { "max.poll.records=50" })
	void on(List<ConsumerRecord<byte[], byte[]>> letters) {
		this.desk.take(letters);
	}

}
