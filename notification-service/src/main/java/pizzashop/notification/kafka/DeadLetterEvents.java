package pizzashop.notification.kafka;

import java.util.List;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import pizzashop.messaging.failure.DeadLetter;
import pizzashop.notification.alert.Letter;
import pizzashop.notification.alert.OwnersAlert;

import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/** Hears of the dead letters of all services, in a consumer group of its own. */
@Component
class DeadLetterEvents {

	private final OwnersAlert alert;

	DeadLetterEvents(OwnersAlert alert) {
		this.alert = alert;
	}

	@KafkaListener(topics = "${messaging.dead-letters.topic}", groupId = "${spring.application.name}-alerts",
			concurrency = "1", properties = "max.poll.records=500", containerPostProcessor = "deadLetterListener")
	void on(List<ConsumerRecord<byte[], byte[]>> batch) {
		this.alert.enter(batch.stream().map(DeadLetter::of).map(DeadLetterEvents::letterOf).toList());
	}

	private static Letter letterOf(DeadLetter letter) {
		return new Letter(letter.id(), letter.round(), letter.group(), letter.key(), letter.exception(),
				letter.message());
	}

}
