package pizzashop.contracts.evolution;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityResult;

/**
 * Holds one version of a contract against another: whether consumers of either read the
 * events of the other, and understand the same. Whether they read them, Avro's
 * {@link SchemaCompatibility} says; this walk finds the words for it, and what Avro does
 * not look at: logical types, namespaces and changed defaults.
 */
final class Evolution {

	private final List<Objection> objections = new ArrayList<>();

	private final Set<String> walked = new HashSet<>();

	private Evolution() {
	}

	/** Why a contract cannot follow a released one; empty when it can. */
	static List<Objection> objections(Schema released, Schema current) {
		Evolution evolution = new Evolution();
		evolution.compare(released.getName(), released, current);
		if (evolution.objections.isEmpty()) {
			Stream.of(readable(current, released), readable(released, current))
				.flatMap((result) -> result.getIncompatibilities().stream())
				.forEach((found) -> evolution.object(released.getName(),
						"is not compatible, says Avro: " + found.getMessage() + " at " + found.getLocation(),
						Rule.UNREADABLE));
		}
		return evolution.objections;
	}

	private static SchemaCompatibilityResult readable(Schema reader, Schema writer) {
		return SchemaCompatibility.checkReaderWriterCompatibility(reader, writer).getResult();
	}

	private void compare(String place, Schema released, Schema current) {
		if (released.isUnion() || current.isUnion()) {
			compareBranches(place, released, current);
		}
		else if (released.getType() != current.getType()) {
			object(place, "is now " + nameOf(current) + ", was " + nameOf(released), Rule.TYPE_CHANGED);
		}
		else if (!released.getFullName().equals(current.getFullName())) {
			object(place, "is now called " + current.getFullName() + ", was " + released.getFullName(),
					Rule.NAME_CHANGED);
		}
		else if (!Objects.equals(released.getLogicalType(), current.getLogicalType())) {
			object(place, "is now " + nameOf(current) + ", was " + nameOf(released), Rule.LOGICAL_TYPE_CHANGED);
		}
		else {
			compareContent(place, released, current);
		}
	}

	private void compareContent(String place, Schema released, Schema current) {
		switch (released.getType()) {
			case RECORD -> {
				// Once is enough, and some contain themselves.
				if (this.walked.add(released.getFullName())) {
					compareFields(place, released, current);
				}
			}
			case ARRAY -> compare(place + "[]", released.getElementType(), current.getElementType());
			case MAP -> compare(place + "{}", released.getValueType(), current.getValueType());
			case ENUM -> compareSymbols(place, released, current);
			case FIXED -> {
				if (released.getFixedSize() != current.getFixedSize()) {
					object(place, "now has " + current.getFixedSize() + " bytes, had " + released.getFixedSize(),
							Rule.SIZE_CHANGED);
				}
			}
			default -> {
				// A type without content.
			}
		}
	}

	private void compareFields(String place, Schema released, Schema current) {
		List<Schema.Field> added = new ArrayList<>(fieldsOnlyIn(current, released));
		for (Schema.Field gone : fieldsOnlyIn(released, current)) {
			Optional<Schema.Field> renamed = added.stream().filter((field) -> isRenamed(gone, field)).findFirst();
			if (renamed.isPresent()) {
				added.remove(renamed.get());
				object(place + "." + gone.name(), "was renamed to " + renamed.get().name(), Rule.FIELD_RENAMED);
			}
			else if (!gone.hasDefaultValue()) {
				object(place + "." + gone.name(), "was removed", Rule.FIELD_REMOVED_WITHOUT_DEFAULT);
			}
		}
		for (Schema.Field field : added) {
			if (!field.hasDefaultValue()) {
				object(place + "." + field.name(), "was added without a default", Rule.FIELD_ADDED_WITHOUT_DEFAULT);
			}
		}
		for (Schema.Field before : released.getFields()) {
			Schema.Field now = current.getField(before.name());
			if (now != null) {
				compareDefaults(place + "." + now.name(), before, now);
				compare(place + "." + now.name(), before.schema(), now.schema());
			}
		}
	}

	private static List<Schema.Field> fieldsOnlyIn(Schema one, Schema other) {
		return one.getFields().stream().filter((field) -> other.getField(field.name()) == null).toList();
	}

	/**
	 * Both could be there or not if both had a default. So they are two fields.
	 */
	private static boolean isRenamed(Schema.Field gone, Schema.Field added) {
		boolean optional = gone.hasDefaultValue() && added.hasDefaultValue();
		return !optional && (added.aliases().contains(gone.name()) || added.schema().equals(gone.schema()));
	}

	private void compareDefaults(String place, Schema.Field before, Schema.Field now) {
		if (before.hasDefaultValue() && now.hasDefaultValue()
				&& !Objects.deepEquals(before.defaultVal(), now.defaultVal())) {
			object(place, "has another default now", Rule.DEFAULT_CHANGED);
		}
	}

	private void compareBranches(String place, Schema released, Schema current) {
		List<Schema> before = branchesOf(released);
		List<Schema> now = branchesOf(current);
		String missing = namesOf(before.stream().filter((branch) -> sameAs(branch, now).isEmpty()));
		String unknown = namesOf(now.stream().filter((branch) -> sameAs(branch, before).isEmpty()));
		if (!missing.isEmpty()) {
			object(place, "may no longer be " + missing, Rule.UNION_CHANGED);
		}
		if (!unknown.isEmpty()) {
			object(place, "may now be " + unknown, Rule.UNION_CHANGED);
		}
		before.forEach((branch) -> sameAs(branch, now).ifPresent((same) -> compare(place, branch, same)));
	}

	private static List<Schema> branchesOf(Schema schema) {
		return schema.isUnion() ? schema.getTypes() : List.of(schema);
	}

	private static Optional<Schema> sameAs(Schema branch, List<Schema> branches) {
		return branches.stream()
			.filter((other) -> other.getType() == branch.getType() && other.getName().equals(branch.getName()))
			.findFirst();
	}

	private static String namesOf(Stream<Schema> branches) {
		return branches.map(Evolution::nameOf).collect(Collectors.joining(" or "));
	}

	private void compareSymbols(String place, Schema released, Schema current) {
		List<String> added = without(current.getEnumSymbols(), released.getEnumSymbols());
		List<String> removed = without(released.getEnumSymbols(), current.getEnumSymbols());
		if (!added.isEmpty() && released.getEnumDefault() == null) {
			object(place, "has symbols that it did not have: " + String.join(", ", added), Rule.ENUM_SYMBOLS_CHANGED);
		}
		if (!removed.isEmpty() && current.getEnumDefault() == null) {
			object(place, "no longer has the symbols " + String.join(", ", removed), Rule.ENUM_SYMBOLS_CHANGED);
		}
	}

	private static List<String> without(List<String> symbols, List<String> others) {
		return symbols.stream().filter((symbol) -> !others.contains(symbol)).toList();
	}

	/** A schema in a few words, such as {@code decimal(12, 2)}. */
	static String nameOf(Schema schema) {
		if (schema.getLogicalType() instanceof LogicalTypes.Decimal decimal) {
			return "decimal(%d, %d)".formatted(decimal.getPrecision(), decimal.getScale());
		}
		return (schema.getLogicalType() != null) ? schema.getLogicalType().getName() : schema.getName();
	}

	private void object(String place, String what, Rule rule) {
		this.objections.add(new Objection(place, what, rule));
	}

}
