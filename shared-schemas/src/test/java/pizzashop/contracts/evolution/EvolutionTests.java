package pizzashop.contracts.evolution;

import java.util.List;

import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class EvolutionTests {

	private static final String TOTAL = """
			{"name": "total", "type": {"type": "bytes", "logicalType": "decimal", "precision": 12, "scale": 2}}""";

	private static final String NOTE = """
			{"name": "note", "type": ["null", "string"], "default": null}""";

	@Test
	void nothingIsSaidOfWhatIsTheSame() {
		assertThat(change(TOTAL, TOTAL)).isEmpty();
	}

	@Test
	void anOptionalFieldMayComeAndGo() {
		assertThat(change(TOTAL, TOTAL + "," + NOTE)).isEmpty();
		assertThat(change(TOTAL + "," + NOTE, TOTAL)).isEmpty();
	}

	@Test
	void theOrderOfFieldsAndWordsOfDocumentationDoNotMatter() {
		assertThat(change(TOTAL + "," + NOTE,
				NOTE.replace("\"type\"", "\"doc\": \"For the cook.\", \"type\"") + "," + TOTAL))
			.isEmpty();
	}

	@Test
	void aFieldIsNotRenamed() {
		assertThat(change(TOTAL, TOTAL.replace("total", "amount"))).containsExactly(
				"""
						  Event.total was renamed to amount

						    Rule: A field is known by its name: renaming one removes it and adds another. Who knows the one name finds
						    nothing in the events of the other, and has no default for it.
						    Instead: Keep the field. Add the other beside it, with a default, and fill both. An alias does not help:
						    consumers of the released version do not know it.
						""");
	}

	@Test
	void anAliasDoesNotMakeARenamedFieldReadableForOldConsumers() {
		assertThat(change(field("\"int\""), """
				{"name": "g", "type": "long", "aliases": ["f"]}""")).singleElement()
			.asString()
			.contains("Event.f was renamed to g");
	}

	@Test
	void anAddedFieldHasADefault() {
		assertThat(change(TOTAL, TOTAL + "," + field("\"int\""))).singleElement()
			.asString()
			.contains("Event.f was added without a default")
			.contains("Instead: Make it optional, \"type\": [\"null\", …], \"default\": null");
	}

	@Test
	void aFieldWithoutADefaultStays() {
		assertThat(change(TOTAL + "," + field("\"int\""), TOTAL)).singleElement()
			.asString()
			.contains("Event.f was removed")
			.contains("Rule: A field that was released without a default stays");
	}

	@Test
	void anAddedFieldOfAnotherTypeIsNotTakenForARenamedOne() {
		assertThat(change(TOTAL, NOTE)).singleElement().asString().contains("Event.total was removed");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			"int"           | "string"                                                      | is now string, was int
			"int"           | "long"                                                        | is now long, was int
			"string"        | "bytes"                                                       | is now bytes, was string
			"string"        | {"type": "array", "items": "string"}                          | is now array, was string
			{"type": "map", "values": "int"} | {"type": "map", "values": "string"}          | f{} is now string, was int
			""")
	void aFieldKeepsItsType(String before, String now, String what) {
		assertThat(change(field(before), field(now))).singleElement()
			.asString()
			.contains(what)
			.contains("Rule: A field keeps its type");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			"precision": 12, "scale": 3 | decimal(12, 3)
			"precision": 9, "scale": 2  | decimal(9, 2)
			""")
	void aDecimalKeepsPrecisionAndScale(String parameters, String now) {
		assertThat(change(TOTAL, TOTAL.replace("\"precision\": 12, \"scale\": 2", parameters))).singleElement()
			.asString()
			.contains("Event.total is now " + now + ", was decimal(12, 2)")
			.contains("With another scale 8.50 becomes 0.850.");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					{"type": "string", "logicalType": "uuid"} | "string" | is now string, was uuid
					"string" | {"type": "string", "logicalType": "uuid"} | is now uuid, was string
					{"type": "long", "logicalType": "timestamp-micros"} | {"type": "long", "logicalType": "timestamp-millis"} | is now timestamp-millis, was timestamp-micros
					["null", {"type": "long", "logicalType": "timestamp-micros"}] | ["null", "long"] | is now long, was timestamp-micros
					""")
	void aFieldKeepsItsLogicalType(String before, String now, String what) {
		assertThat(change(field(before), field(now))).singleElement()
			.asString()
			.contains("Event.f " + what)
			.contains("Rule: A field keeps its logical type");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			["null", "string", "int"] | ["null", "string"]        | may no longer be int
			["null", "string"]        | ["null", "string", "int"] | may now be int
			"string"                  | ["null", "string"]        | may now be null
			["null", "string"]        | "string"                  | may no longer be null
			""")
	void aUnionKeepsItsBranches(String before, String now, String what) {
		assertThat(change(field(before), field(now))).singleElement()
			.asString()
			.contains("Event.f " + what)
			.contains("Rule: A union keeps its branches");
	}

	@Test
	void theOrderOfBranchesDoesNotMatter() {
		assertThat(change(field("[\"null\", \"string\"]"), field("[\"string\", \"null\"]"))).isEmpty();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			["A", "B"]      | ["A", "B", "C"] | has symbols that it did not have: C
			["A", "B", "C"] | ["A"]           | no longer has the symbols B, C
			""")
	void anEnumKeepsItsSymbols(String before, String now, String what) {
		assertThat(change(symbols(before, ""), symbols(now, ""))).singleElement()
			.asString()
			.contains("Event.f " + what)
			.contains("Rule: An enum keeps its symbols");
	}

	@Test
	void anEnumThatWasReleasedWithADefaultMayGrowAndShrink() {
		String withDefault = ", \"default\": \"A\"";

		assertThat(change(symbols("[\"A\"]", withDefault), symbols("[\"A\", \"B\"]", withDefault))).isEmpty();
		assertThat(change(symbols("[\"A\", \"B\"]", withDefault), symbols("[\"A\"]", withDefault))).isEmpty();
		assertThat(change(symbols("[\"A\"]", ""), symbols("[\"A\", \"B\"]", withDefault))).singleElement()
			.asString()
			.contains("has symbols that it did not have: B");
	}

	@Test
	void aDefaultStays() {
		assertThat(change("""
				{"name": "f", "type": "string", "default": "EUR"}""", """
				{"name": "f", "type": "string", "default": "USD"}""")).singleElement()
			.asString()
			.contains("Event.f has another default now")
			.contains("Rule: A default stays");
	}

	@Test
	void aFixedKeepsItsSize() {
		assertThat(change(field("{\"type\": \"fixed\", \"name\": \"F\", \"size\": 4}"),
				field("{\"type\": \"fixed\", \"name\": \"F\", \"size\": 8}")))
			.singleElement()
			.asString()
			.contains("Event.f now has 8 bytes, had 4");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			"name": "Other"                            | pizzashop.Other
			"name": "Event", "namespace": "elsewhere"  | elsewhere.Event
			""")
	void aRecordKeepsNameAndNamespace(String name, String now) {
		Schema released = record(TOTAL);
		Schema current = new Schema.Parser()
			.parse("{\"type\": \"record\", \"namespace\": \"pizzashop\", \"name\": \"Event\", \"fields\": []}".replace(
					"\"namespace\": \"pizzashop\", \"name\": \"Event\"",
					name.contains("namespace") ? name : "\"namespace\": \"pizzashop\", " + name));

		assertThat(Evolution.objections(released, current)).singleElement()
			.asString()
			.contains("Event is now called " + now + ", was pizzashop.Event")
			.contains("Rule: A record, an enum and a fixed keep name and namespace");
	}

	@Test
	void whatLiesInListsAndOptionalRecordsIsNamedWithItsWay() {
		String line = """
				{"type": "record", "name": "Line", "fields": [{"name": "%s", "type": "int"}]}""";
		String lines = field("{\"type\": \"array\", \"items\": %s}".formatted(line));
		String optional = field("[\"null\", %s]".formatted(line));

		assertThat(change(lines.formatted("quantity"), lines.formatted("number"))).singleElement()
			.asString()
			.contains("Event.f[].quantity was renamed to number");
		assertThat(change(optional.formatted("quantity"), optional.formatted("number"))).singleElement()
			.asString()
			.contains("Event.f.quantity was renamed to number");
	}

	@Test
	void aRecordThatContainsItselfIsWalkedOnce() {
		String children = "{\"name\": \"children\", \"type\": {\"type\": \"array\", \"items\": \"Event\"}}";

		assertThat(change(children + "," + TOTAL, children)).singleElement()
			.asString()
			.contains("Event.total was removed");
	}

	@Test
	void everythingIsToldAtOnce() {
		assertThat(change(TOTAL + "," + field("\"int\""), field("\"string\""))).hasSize(2);
	}

	/**
	 * What its messages are made of knows only what was thought of: Avro has the last
	 * word.
	 */
	@Test
	void whateverAvroRefusesIsObjectedTo() {
		List<String> kinds = List.of("\"int\"", "\"string\"", "\"null\"", "[\"null\", \"int\"]", "[\"int\", \"long\"]",
				"{\"type\": \"array\", \"items\": \"int\"}", "{\"type\": \"map\", \"values\": \"long\"}",
				"{\"type\": \"enum\", \"name\": \"E\", \"symbols\": [\"A\"]}",
				"{\"type\": \"enum\", \"name\": \"E\", \"symbols\": [\"B\"]}",
				"{\"type\": \"fixed\", \"name\": \"F\", \"size\": 2}",
				"{\"type\": \"record\", \"name\": \"R\", \"fields\": []}",
				"[\"null\", {\"type\": \"record\", \"name\": \"R\", \"fields\": [{\"name\": \"x\", \"type\": \"int\"}]}]");
		for (String before : kinds) {
			for (String now : kinds) {
				Schema released = record(field(before));
				Schema current = record(field(now));
				if (isRefusedByAvro(current, released) || isRefusedByAvro(released, current)) {
					assertThat(Evolution.objections(released, current)).as("%s becomes %s", before, now)
						.isNotEmpty()
						.extracting(Objection::rule)
						.doesNotContain(Rule.UNREADABLE);
				}
			}
		}
	}

	private static boolean isRefusedByAvro(Schema reader, Schema writer) {
		return SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
			.getType() == SchemaCompatibilityType.INCOMPATIBLE;
	}

	private static List<String> change(String released, String current) {
		return Evolution.objections(record(released), record(current)).stream().map(Objection::toString).toList();
	}

	private static String field(String type) {
		return "{\"name\": \"f\", \"type\": " + type + "}";
	}

	private static String symbols(String symbols, String more) {
		return field("{\"type\": \"enum\", \"name\": \"Kind\", \"symbols\": " + symbols + more + "}");
	}

	private static Schema record(String fields) {
		return new Schema.Parser().parse("{\"type\": \"record\", \"name\": \"Event\", \"namespace\": \"pizzashop\", "
				+ "\"fields\": [" + fields + "]}");
	}

}
