package pizzashop.messaging.desk;

import java.util.ArrayList;
import java.util.List;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;
import pizzashop.messaging.failure.DeadLetter;
import pizzashop.messaging.failure.Redrive;

/**
 * The record that could not be processed, byte for byte: without the headers that say so.
 */
record LetterRecord(byte @Nullable [] key, byte @Nullable [] value, List<Header> headers) {

	static LetterRecord of(ConsumerRecord<byte[], byte[]> letter) {
		List<Header> headers = new ArrayList<>();
		for (Header header : letter.headers()) {
			if (!DeadLetter.isOwn(header) && !Redrive.isOwn(header)) {
				headers.add(new RecordHeader(header.key(), header.value()));
			}
		}
		return new LetterRecord(letter.key(), letter.value(), headers);
	}

	/** The record as it goes back to where it came from. */
	ProducerRecord<byte[], byte[]> redriven(Letter letter) {
		DeadLetter said = letter.said();
		ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(said.topic(), said.partition(), this.key,
				this.value, this.headers);
		new Redrive(said.group(), said.id(), letter.rounds()).writeTo(record.headers());
		return record;
	}

}
