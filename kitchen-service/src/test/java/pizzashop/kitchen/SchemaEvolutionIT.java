package pizzashop.kitchen;

import java.io.InputStream;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.serializers.KafkaAvroDeserializer;
import io.confluent.kafka.serializers.KafkaAvroSerializer;
import io.confluent.kafka.serializers.subject.TopicRecordNameStrategy;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import pizzashop.contracts.Topics;
import pizzashop.events.CookingStarted;
import pizzashop.events.OrderPlaced;
import pizzashop.events.OrderReady;
import pizzashop.messaging.EventSerializer;
import pizzashop.testplatform.TestPlatform;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The lessons of docs/schema-evolution.md, with the kitchen as it is. */
@KitchenServiceTest
class SchemaEvolutionIT {

	private static final Map<String, Object> CLIENT = Map.of("schema.registry.url", TestPlatform.registryUrl(),
			"auto.register.schemas", false, "value.subject.name.strategy", TopicRecordNameStrategy.class.getName());

	@Autowired
	private OrdersTopic topic;

	@Autowired
	private OvenSwitchboard oven;

	@Autowired
	private EventSerializer serializer;

	@Autowired
	private MeterRegistry meters;

	@LocalManagementPort
	private int management;

	@AfterEach
	void isRepaired() {
		this.oven.turn(false);
	}

	/** The kitchen knows nothing of the note, and cooks. */
	@Test
	void theProducerGoesFirst() throws Exception {
		Schema next = releaseOrderPlacedWithNote();

		UUID order = place("Ring twice.", next);

		awaitCooked(order);
		assertThat(this.topic.deadLettersOf(order)).isEmpty();
	}

	/** Who knows of the note reads of none in an event of today. */
	@Test
	void theConsumerGoesFirst() throws Exception {
		Schema next = releaseOrderPlacedWithNote();
		byte[] written = this.serializer.serialize(Topics.PIZZA_ORDERS, OrdersTopic.placed("Margherita"));

		GenericRecord read = read(written, next);

		assertThat(read.get("note")).isNull();
		assertThat(read.get("currency")).hasToString("EUR");
	}

	@Test
	void anUnknownEventTypeIsSkippedAndCounted() throws Exception {
		Schema praised = release("OrderPraised", """
				{"type": "record", "name": "OrderPraised", "namespace": "pizzashop.events", "fields": [
				  {"name": "orderId", "type": {"type": "string", "logicalType": "uuid"}},
				  {"name": "stars", "type": "int"}]}""");
		double before = skipped();
		UUID order = UUID.randomUUID();
		GenericRecord praise = new GenericData.Record(praised);
		praise.put("orderId", order.toString());
		praise.put("stars", 5);

		IntStream.range(0, 10).forEach((number) -> publish(order, praise));
		UUID behind = this.topic.orderedIn(this.topic.placeOf(order).partition(), "Margherita");

		awaitCooked(behind);
		assertThat(skipped()).isGreaterThanOrEqualTo(before + 10);
		assertThat(this.topic.deadLettersOf(order)).isEmpty();
	}

	/** A letter keeps the bytes, and they the id of the schema they were written with. */
	@Test
	void aDeadLetterIsRedrivenAfterTheSchemaMovedOn() throws Exception {
		this.oven.turn(true);
		UUID old = this.topic.ordered("Margherita");
		String letterOfOld = awaitLetterOf(old);
		Schema next = releaseOrderPlacedWithNote();
		UUID young = place("Ring twice.", next);
		String letterOfYoung = awaitLetterOf(young);
		this.oven.turn(false);

		redrive(letterOfOld);
		redrive(letterOfYoung);

		awaitCooked(old);
		awaitCooked(young);
	}

	private static Schema releaseOrderPlacedWithNote() throws Exception {
		try (InputStream avsc = OrderPlaced.class.getResourceAsStream("/contracts/OrderPlaced.avsc")) {
			return release("OrderPlaced", new String(avsc.readAllBytes(), UTF_8).replaceFirst("\"fields\": \\[", """
					"fields": [
					    {"name": "note", "type": ["null", "string"], "default": null},"""));
		}
	}

	/** As a deployment does: before the first event is written with it. */
	private static Schema release(String event, String avsc) throws Exception {
		AvroSchema schema = new AvroSchema(avsc);
		try (SchemaRegistryClient registry = new CachedSchemaRegistryClient(TestPlatform.registryUrl(), 10)) {
			String subject = Topics.PIZZA_ORDERS + "-pizzashop.events." + event;
			registry.updateCompatibility(subject, "FULL_TRANSITIVE");
			registry.register(subject, schema);
		}
		return schema.rawSchema();
	}

	/** Places an order as the order-service of the next version would. */
	private UUID place(String note, Schema next) {
		OrderPlaced placed = OrdersTopic.placed("Margherita");
		GenericRecord event = read(this.serializer.serialize(Topics.PIZZA_ORDERS, placed), next);
		event.put("note", note);
		return publish(placed.getOrderId(), event);
	}

	private UUID publish(UUID order, GenericRecord event) {
		try (Serializer<Object> newer = new KafkaAvroSerializer()) {
			newer.configure(CLIENT, false);
			return this.topic.publish(order, event.getSchema().getFullName(),
					newer.serialize(Topics.PIZZA_ORDERS, event));
		}
	}

	private static GenericRecord read(byte[] event, Schema schema) {
		try (KafkaAvroDeserializer deserializer = new KafkaAvroDeserializer()) {
			deserializer.configure(CLIENT, false);
			return (GenericRecord) deserializer.deserialize(Topics.PIZZA_ORDERS, event, schema);
		}
	}

	private double skipped() {
		return this.meters.counter("messaging.inbox.skipped", "reason", "other-type").count();
	}

	private void awaitCooked(UUID order) {
		await().untilAsserted(() -> assertThat(this.topic.kitchensEventsOf(order))
			.hasExactlyElementsOfTypes(CookingStarted.class, OrderReady.class));
	}

	private String awaitLetterOf(UUID order) {
		await().untilAsserted(() -> assertThat(this.topic.deadLettersOf(order)).hasSize(1));
		return OrdersTopic.header(this.topic.deadLettersOf(order).getFirst(), "dlq_id");
	}

	/** The desk follows the topic, and may not have the letter yet. */
	private void redrive(String letter) {
		RestTestClient desk = RestTestClient.bindToServer().baseUrl("http://127.0.0.1:" + this.management).build();
		await().untilAsserted(() -> desk.post()
			.uri("/dead-letters/" + letter + "/redrive")
			.contentType(MediaType.APPLICATION_JSON)
			.body("{\"by\": \"ada\", \"reason\": \"repaired\"}")
			.exchange()
			.expectStatus()
			.isOk());
	}

}
