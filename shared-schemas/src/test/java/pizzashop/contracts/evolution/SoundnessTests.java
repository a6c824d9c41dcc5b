package pizzashop.contracts.evolution;

import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class SoundnessTests {

	@ParameterizedTest
	@ValueSource(strings = { """
			{"name": "f", "type": "string"}""", """
			{"name": "f", "type": "string", "default": ""}""", """
			{"name": "f", "type": ["null", "string"], "default": null}""", """
			{"name": "f", "type": ["string", "null"], "default": "EUR"}""", """
			{"name": "f", "type": {"type": "array", "items": "string"}, "default": []}""", """
			{"name": "f", "type": {"type": "bytes", "logicalType": "decimal", "precision": 12, "scale": 2},
			 "default": "\\u0000"}""", """
			{"name": "f", "type": {"type": "string", "logicalType": "uuid"},
			 "default": "00000000-0000-0000-0000-000000000000"}""", """
			{"name": "f", "type": {"type": "enum", "name": "E", "symbols": ["A"]}, "default": "A"}""", """
			{"name": "f", "type": {"type": "record", "name": "R", "fields":
			 [{"name": "x", "type": "int", "default": 1}]}, "default": {}}""" })
	void whatIsAsItShouldBeIsNotObjectedTo(String field) {
		assertThat(Soundness.objections(record(field))).isEmpty();
	}

	@Test
	void theDefaultOfADecimalIsNotWrittenInDigits() {
		assertThat(Soundness.objections(record("""
				{"name": "f", "type": {"type": "bytes", "logicalType": "decimal", "precision": 12, "scale": 2},
				 "default": "0.00"}"""))).singleElement().hasToString("""
				  Event.f has a default that reads as 8083333.60

				    Rule: The default of a decimal is its unscaled number as bytes, not digits.
				    Instead: Make the field optional, with null for a default. Or write the bytes: zero is "\\u0000".
				""");
	}

	@ParameterizedTest
	@ValueSource(strings = { """
			{"name": "f", "type": {"type": "enum", "name": "E", "symbols": ["A"]}, "default": "B"}""", """
			{"name": "f", "type": {"type": "string", "logicalType": "uuid"}, "default": ""}""" })
	void aDefaultIsReadableBeforeTheFirstConsumerNeedsIt(String field) {
		assertThat(Soundness.objections(record(field))).singleElement()
			.asString()
			.contains("Event.f has a default that is no ")
			.contains("Rule: A default must be a value of the field's type.");
	}

	@ParameterizedTest
	@ValueSource(strings = { """
			{"name": "f", "type": ["string", "null"], "default": null}""", """
			{"name": "f", "type": ["null", "string"], "default": "EUR"}""" })
	void theDefaultOfAUnionIsOneOfItsFirstBranch(String field) {
		assertThat(Soundness.objections(record(field))).singleElement()
			.asString()
			.contains(
					"Instead: Put the branch of the default first: \"type\": [\"null\", \"string\"], \"default\": null.");
	}

	@ParameterizedTest
	@ValueSource(strings = { """
			{"name": "f", "type": {"type": "long", "logicalType": "timestamp-mikros"}}""", """
			{"name": "f", "type": {"type": "int", "logicalType": "timestamp-micros"}}""", """
			{"name": "f", "type": ["null", {"type": "bytes", "logicalType": "decimal", "precision": 2, "scale": 4}]}""",
			"""
					{"name": "f", "type": "string", "logicalType": "uuid"}""" })
	void aLogicalTypeIsNotIgnored(String field) {
		assertThat(Soundness.objections(record(field))).singleElement()
			.asString()
			.contains("Event.f ")
			.contains("Rule: Avro drops a logical type that it does not know");
	}

	@Test
	void whatLiesInListsMapsAndRecordsIsLookedAt() {
		assertThat(Soundness.objections(record("""
				{"name": "lines", "type": {"type": "array", "items": {"type": "map", "values":
				 {"type": "record", "name": "Line", "fields": [
				  {"name": "f", "type": ["string", "null"], "default": null}]}}}}"""))).singleElement()
			.asString()
			.contains("Event.lines[]{}.f has a default that is no string");
	}

	private static Schema record(String field) {
		return new Schema.Parser().parse("{\"type\": \"record\", \"name\": \"Event\", \"fields\": [" + field + "]}");
	}

}
