package pizzashop.messaging;

import io.confluent.kafka.schemaregistry.ParsedSchema;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.avro.AvroSchemaUtils;
import io.confluent.kafka.serializers.subject.TopicRecordNameStrategy;
import org.apache.avro.specific.SpecificRecord;

import org.springframework.beans.BeanUtils;

/**
 * A schema and the name under which the registry has it.
 *
 * @param subject topic and record name
 * @param schema as it was registered: without what only Java needs
 */
record PublishedSchema(String subject, ParsedSchema schema) {

	static PublishedSchema of(String topic, Class<? extends SpecificRecord> type) {
		AvroSchema schema = new AvroSchema(
				AvroSchemaUtils.getSchema(BeanUtils.instantiateClass(type), false, false, true));
		return new PublishedSchema(new TopicRecordNameStrategy().subjectName(topic, false, schema), schema);
	}

	String text() {
		return this.schema.canonicalString();
	}

}
