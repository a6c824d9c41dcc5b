package pizzashop.systemtests;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * A record that nobody can process.
 *
 * @param kind what is wrong with it, in words
 * @param groups those that have to look at it
 * @param value its bytes
 * @param headers its headers
 */
record BadRecord(String kind, Set<String> groups, byte @Nullable [] value, Map<String, String> headers) {

	private static final String ORDER_SERVICE = "order-service";

	private static final String KITCHEN = "kitchen-service";

	private static final String NOTIFICATION = "notification-service";

	/** Who handles OrderPlaced. */
	private static final Set<String> COOK_AND_MAIL = Set.of(KITCHEN, NOTIFICATION);

	/** What does not say what it is has to be looked at by everybody. */
	private static final Set<String> EVERYBODY = Set.of(ORDER_SERVICE, KITCHEN, NOTIFICATION);

	/** The magic byte and the id of the schema. */
	private static final int PREFIX = 5;

	private static final int SCHEMA_THAT_NOBODY_KNOWS = 987_654;

	private static final String ID = "ce_id";

	private static final String TYPE = "ce_type";

	/**
	 * One of every kind.
	 * @param placed an OrderPlaced that everybody has processed
	 * @param ready the OrderReady of the same order
	 */
	static List<BadRecord> everyKind(OrdersTopic topic, ConsumerRecord<byte[], byte[]> placed,
			ConsumerRecord<byte[], byte[]> ready) {
		String cooking = "pizzashop.events.CookingStarted";
		return List.of(bytes("that are not Avro", "This is no pizza.".getBytes(UTF_8), placed),
				bytes("that are none", new byte[0], placed), //
				bytes("that are a magic byte alone", new byte[1], placed),
				bytes("of a schema that nobody knows", withSchema(placed.value(), SCHEMA_THAT_NOBODY_KNOWS), placed),
				bytes("cut in the middle", Arrays.copyOf(placed.value(), placed.value().length / 2), placed),
				bytes("of another event than ce_type says", ready.value(), placed),
				new BadRecord("no value at all", COOK_AND_MAIL, null, headersOf(placed)),
				headers("missing", EVERYBODY, placed, Map::clear),
				headers("without ce_type", EVERYBODY, placed, (headers) -> headers.remove(TYPE)),
				headers("without ce_id", COOK_AND_MAIL, placed, (headers) -> headers.remove(ID)),
				headers("with a ce_id that is none", COOK_AND_MAIL, placed, (headers) -> headers.put(ID, "4711")),
				headers("with the ce_type of an event that order-service handles, over another", Set.of(ORDER_SERVICE),
						placed, (headers) -> headers.put(TYPE, cooking)),
				headers("with the ce_type of an event that order-service handles, over another that it handles",
						Set.of(ORDER_SERVICE), ready, (headers) -> headers.put(TYPE, cooking)),
				content("a currency that is none", topic, placed, (event) -> event.put("currency", "XYZ")),
				content("an address that is none", topic, placed,
						(event) -> ((GenericRecord) event.get("customer")).put("email", "nowhere")));
	}

	private static BadRecord bytes(String what, byte[] value, ConsumerRecord<byte[], byte[]> model) {
		return new BadRecord("bytes " + what, COOK_AND_MAIL, value, headersOf(model));
	}

	private static BadRecord headers(String what, Set<String> groups, ConsumerRecord<byte[], byte[]> model,
			Consumer<Map<String, String>> change) {
		Map<String, String> headers = headersOf(model);
		change.accept(headers);
		return new BadRecord("headers " + what, groups, model.value(), headers);
	}

	/**
	 * The kitchen does not look at what is wrong here, and has its ticket of that order.
	 */
	private static BadRecord content(String what, OrdersTopic topic, ConsumerRecord<byte[], byte[]> model,
			Consumer<GenericRecord> change) {
		GenericRecord event = topic.decode(model);
		change.accept(event);
		return new BadRecord(what, Set.of(NOTIFICATION), encode(event, model.value()), headersOf(model));
	}

	private static byte[] encode(GenericRecord event, byte[] model) {
		try {
			ByteArrayOutputStream bytes = new ByteArrayOutputStream();
			bytes.write(model, 0, PREFIX);
			BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
			new GenericDatumWriter<GenericRecord>(event.getSchema()).write(event, encoder);
			encoder.flush();
			return bytes.toByteArray();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static byte[] withSchema(byte[] value, int id) {
		byte[] bytes = value.clone();
		ByteBuffer.wrap(bytes).putInt(1, id);
		return bytes;
	}

	/** As the model's, with an identity of its own. */
	private static Map<String, String> headersOf(ConsumerRecord<byte[], byte[]> model) {
		Map<String, String> headers = new HashMap<>();
		model.headers().forEach((header) -> headers.put(header.key(), new String(header.value(), UTF_8)));
		headers.put(ID, UUID.randomUUID().toString());
		return headers;
	}

	/** The same once more, as a record of its own. */
	BadRecord again() {
		Map<String, String> headers = new HashMap<>(this.headers);
		headers.computeIfPresent(ID, (name, id) -> (id.length() < 36) ? id : UUID.randomUUID().toString());
		return new BadRecord(this.kind, this.groups, this.value, headers);
	}

}
