package pizzashop.contracts.evolution;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.apache.avro.AvroTypeException;
import org.apache.avro.Conversions;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.data.TimeConversions;
import org.apache.avro.generic.GenericData;

/**
 * What is wrong with a contract by itself, though Avro takes it: mistakes that a release
 * would keep for ever.
 */
final class Soundness {

	private static final GenericData VALUES = new GenericData();

	static {
		VALUES.addLogicalTypeConversion(new Conversions.DecimalConversion());
		VALUES.addLogicalTypeConversion(new Conversions.UUIDConversion());
		VALUES.addLogicalTypeConversion(new TimeConversions.TimestampMicrosConversion());
	}

	private final List<Objection> objections = new ArrayList<>();

	private final Set<String> walked = new HashSet<>();

	private Soundness() {
	}

	/** Why a contract should not be released; empty when it may be. */
	static List<Objection> objections(Schema schema) {
		Soundness soundness = new Soundness();
		soundness.look(schema.getName(), schema);
		return soundness.objections;
	}

	private void look(String place, Schema schema) {
		if (!schema.isUnion() && schema.getProp("logicalType") != null && schema.getLogicalType() == null) {
			object(place,
					"is a " + schema.getType().getName() + ", and " + schema.getProp("logicalType") + " is ignored",
					Rule.LOGICAL_TYPE_IGNORED);
		}
		switch (schema.getType()) {
			case RECORD -> {
				if (this.walked.add(schema.getFullName())) {
					schema.getFields().forEach((field) -> look(place + "." + field.name(), field));
				}
			}
			case ARRAY -> look(place + "[]", schema.getElementType());
			case MAP -> look(place + "{}", schema.getValueType());
			case UNION -> schema.getTypes().forEach((branch) -> look(place, branch));
			default -> {
				// Nothing in it.
			}
		}
	}

	private void look(String place, Schema.Field field) {
		if (field.getObjectProp("logicalType") != null) {
			object(place, "has its logical type beside its type", Rule.LOGICAL_TYPE_IGNORED);
		}
		if (field.hasDefaultValue()) {
			lookAtDefault(place, field);
		}
		look(place, field.schema());
	}

	private void lookAtDefault(String place, Schema.Field field) {
		Schema first = field.schema().isUnion() ? field.schema().getTypes().getFirst() : field.schema();
		Object value;
		try {
			value = VALUES.getDefaultValue(new Schema.Field(field.name(), first, null, field.defaultVal()));
		}
		catch (AvroTypeException | IllegalArgumentException ex) {
			boolean ofAnotherBranch = field.schema().isUnion() && ex instanceof AvroTypeException;
			object(place, "has a default that is no " + Evolution.nameOf(first),
					ofAnotherBranch ? Rule.DEFAULT_OF_ANOTHER_BRANCH : Rule.DEFAULT_OF_ANOTHER_TYPE);
			return;
		}
		if (first.getLogicalType() instanceof LogicalTypes.Decimal && value instanceof BigDecimal number
				&& new String((byte[]) field.defaultVal(), StandardCharsets.ISO_8859_1)
					.matches("-?[0-9]+([.][0-9]+)?")) {
			object(place, "has a default that reads as " + number.toPlainString(), Rule.DEFAULT_OF_DECIMAL_IN_DIGITS);
		}
	}

	private void object(String place, String what, Rule rule) {
		this.objections.add(new Objection(place, what, rule));
	}

}
