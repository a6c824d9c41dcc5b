package pizzashop.order.kafka;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.yaml.snakeyaml.Yaml;
import pizzashop.contracts.EventCatalogue;
import pizzashop.contracts.Topics;
import pizzashop.messaging.CloudEvent;
import pizzashop.messaging.failure.DeadLetter;
import pizzashop.messaging.failure.Redrive;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** Holds docs/asyncapi.yaml against the contracts and the code. */
class AsyncApiTests {

	private static final Path FILE = Path.of("..", "docs", "asyncapi.yaml");

	private static final JsonNode DOCUMENT = read();

	static final List<Class<? extends SpecificRecord>> EVENTS = EventCatalogue.EVENTS;

	@Test
	void everyReferenceLeadsSomewhere() {
		List<String> references = new ArrayList<>();
		collectReferences(DOCUMENT, references);

		assertThat(references).hasSizeGreaterThan(30).allSatisfy((reference) -> {
			if (reference.startsWith("#/")) {
				assertThat(DOCUMENT.at(reference.substring(1)).isMissingNode()).as(reference).isFalse();
			}
			else {
				assertThat(FILE.resolveSibling(reference)).exists();
			}
		});
	}

	@Test
	void theTopicsAreThoseOfTheCode() {
		assertThat(DOCUMENT.at("/channels").valueStream().map((channel) -> channel.at("/address").asString()))
			.containsExactlyInAnyOrder(Topics.PIZZA_ORDERS, Topics.ORDERS_DLQ);
		assertThat(DOCUMENT.at("/channels")).allSatisfy((channel) -> {
			JsonNode kafka = channel.at("/bindings/kafka");
			assertThat(kafka.at("/topic")).isEqualTo(channel.at("/address"));
			assertThat(kafka.at("/partitions").asInt()).isEqualTo(Topics.PARTITIONS);
			assertThat(kafka.at("/topicConfiguration/retention.ms").asLong()).isEqualTo(Topics.RETENTION.toMillis());
			assertThat(kafka.at("/topicConfiguration/segment.ms").asLong()).isEqualTo(Topics.SEGMENT.toMillis());
		});
	}

	@Test
	void theEventsAreThoseOfTheCatalogue() {
		List<String> events = EVENTS.stream().map(Class::getSimpleName).toList();

		assertThat(DOCUMENT.at("/channels/orders/messages").propertyNames())
			.containsExactlyInAnyOrderElementsOf(events);
		assertThat(DOCUMENT.at("/components/messages").propertyNames())
			.containsExactlyInAnyOrderElementsOf(Stream.concat(events.stream(), Stream.of("DeadLetter")).toList());
	}

	@ParameterizedTest
	@FieldSource("EVENTS")
	void anEventsPayloadIsItsContract(Class<? extends SpecificRecord> event) throws IOException {
		JsonNode message = DOCUMENT.at("/components/messages/" + event.getSimpleName());
		String contract = message.at("/payload/schema/$ref").asString();

		Schema schema = new Schema.Parser().parse(Files.readString(FILE.resolveSibling(contract)));

		assertThat(schema).isEqualTo(new Schema.Parser().parse(withoutJava(EventCatalogue.schemaOf(event))));
		assertThat(message.at("/headers/allOf/1/properties/ce_type/const").asString()).isEqualTo(schema.getFullName());
		assertThat(message.at("/payload/schemaFormat").asString())
			.isEqualTo("application/vnd.apache.avro+json;version=1.9.0");
	}

	@ParameterizedTest
	@FieldSource("EVENTS")
	void anEventsExamplesHaveItsFields(Class<? extends SpecificRecord> event) {
		JsonNode examples = DOCUMENT.at("/components/messages/" + event.getSimpleName() + "/examples");

		assertThat(examples).isNotEmpty()
			.allSatisfy((example) -> assertHasFieldsOf(EventCatalogue.schemaOf(event), example.at("/payload")));
	}

	@ParameterizedTest
	@FieldSource("EVENTS")
	void anEventIsPublishedByOneServiceAndConsumed(Class<? extends SpecificRecord> event) {
		assertThat(operationsWith(event, "send")).hasSize(1);
		assertThat(operationsWith(event, "receive")).isNotEmpty();
	}

	@Test
	void theHeadersAreThoseThatTheCodeWrites() {
		CloudEvent event = new CloudEvent(UUID.randomUUID(), "/order-service", "Any", Instant.now(), "00-any");
		Redrive redrive = new Redrive("any", UUID.randomUUID(), 1);
		DeadLetter letter = new DeadLetter(UUID.randomUUID(), 0, "any", null, null, "any", 0, 0, Instant.now(),
				Instant.now(), 1, "any", "any", List.of());

		assertThat(headersOf("CloudEventHeaders")).containsExactlyInAnyOrderElementsOf(written(event::writeTo));
		assertThat(headersOf("RedriveHeaders")).containsExactlyInAnyOrderElementsOf(written(redrive::writeTo));
		assertThat(headersOf("DeadLetterHeaders")).containsExactlyInAnyOrderElementsOf(written(letter::writeTo));
	}

	@Test
	void theHeadersInExamplesAreDescribed() {
		List<String> described = Stream.of("CloudEventHeaders", "RedriveHeaders", "DeadLetterHeaders")
			.flatMap((schema) -> headersOf(schema).stream())
			.toList();

		assertThat(DOCUMENT.at("/components/messages")).allSatisfy((message) -> assertThat(message.at("/examples"))
			.allSatisfy((example) -> assertThat(described).containsAll(example.at("/headers").propertyNames())));
	}

	private static List<String> headersOf(String schema) {
		return List.copyOf(DOCUMENT.at("/components/schemas/" + schema + "/properties").propertyNames());
	}

	private static List<String> written(Consumer<Headers> writer) {
		Headers headers = new RecordHeaders();
		writer.accept(headers);
		return StreamSupport.stream(headers.spliterator(), false).map(Header::key).toList();
	}

	/** A desk that redrives sends what others published. */
	private static List<String> operationsWith(Class<?> event, String action) {
		String reference = "#/channels/orders/messages/" + event.getSimpleName();
		return DOCUMENT.at("/operations")
			.propertyStream()
			.filter((operation) -> operation.getValue().at("/action").asString().equals(action))
			.filter((operation) -> operation.getValue()
				.at("/messages")
				.valueStream()
				.anyMatch((message) -> message.at("/$ref").asString().equals(reference)))
			.map((operation) -> operation.getKey())
			.toList();
	}

	private static void assertHasFieldsOf(Schema schema, JsonNode value) {
		switch (schema.getType()) {
			case RECORD -> {
				assertThat(value.propertyNames()).as(schema.getName())
					.containsExactlyElementsOf(schema.getFields().stream().map(Schema.Field::name).toList());
				schema.getFields().forEach((field) -> assertHasFieldsOf(field.schema(), value.get(field.name())));
			}
			case ARRAY -> assertThat(value).isNotEmpty()
				.allSatisfy((element) -> assertHasFieldsOf(schema.getElementType(), element));
			default -> assertThat(value.isValueNode()).as(schema + " " + value).isTrue();
		}
	}

	private static String withoutJava(Schema schema) {
		return schema.toString()
			.replace(",\"avro.java.string\":\"String\"", "")
			.replace("{\"type\":\"string\"}", "\"string\"");
	}

	private static void collectReferences(JsonNode node, List<String> references) {
		if (node.at("/$ref").isString()) {
			references.add(node.at("/$ref").asString());
		}
		node.forEach((child) -> collectReferences(child, references));
	}

	private static JsonNode read() {
		try {
			return JsonMapper.shared().valueToTree(new Yaml().load(Files.readString(FILE)));
		}
		catch (IOException ex) {
			throw new ExceptionInInitializerError(ex);
		}
	}

}
