package pizzashop.contracts.evolution;

/** What holds for contracts, in words for whoever changes one. */
enum Rule {

	FIELD_RENAMED("""
			A field is known by its name: renaming one removes it and adds another. Who knows the one name finds
			nothing in the events of the other, and has no default for it.""", """
			Keep the field. Add the other beside it, with a default, and fill both. An alias does not help:
			consumers of the released version do not know it."""),

	FIELD_ADDED_WITHOUT_DEFAULT("""
			An added field needs a default: the events that were written without it stay on the topic and in dead
			letters, and a new consumer must read them.""", """
			Make it optional, "type": ["null", …], "default": null, or give it another default that is true of
			events without it."""),

	FIELD_REMOVED_WITHOUT_DEFAULT("""
			A field that was released without a default stays: consumers of the released version require it.""", """
			Keep it and go on filling it. If it has lost its meaning, publish another event type beside this one."""),

	TYPE_CHANGED("""
			A field keeps its type: a consumer must read what producers of the other version wrote, and that both
			ways.""", """
			Keep the field, and add one of the other type beside it, with a default."""),

	LOGICAL_TYPE_CHANGED("""
			A field keeps its logical type, precision and scale. Neither Avro's check nor the registry's looks at
			them: the bytes stay readable, and mean something else. With another scale 8.50 becomes 0.850.""", """
			Keep the field, and add one of the other kind beside it, with a default."""),

	UNION_CHANGED("""
			A union keeps its branches, and what is no union does not become one: consumers of the released version
			cannot read a branch they do not know, and new ones must still read each old branch.""", """
			Keep the field, and add another beside it, with a default. What may become optional is optional
			in its first version."""),

	ENUM_SYMBOLS_CHANGED("""
			An enum keeps its symbols: a consumer cannot read one that its own version does not have, unless its
			version of the enum has a default.""", """
			Keep the symbols, and add a field beside this one, with a default. An enum that may grow has a
			default of its own (beside "symbols", not the field's) from its first version on."""),

	SIZE_CHANGED("""
			A fixed keeps its size: Avro reads no other.""", """
			Keep the field, and add another beside it, with a default."""),

	NAME_CHANGED("""
			A record, an enum and a fixed keep name and namespace: consumers find their class by it, and the
			registry its subject. Avro's check does not look at the namespace.""", """
			Keep the name. What needs another one is another event type: publish it beside this one."""),

	DEFAULT_CHANGED("""
			A default stays: it is what consumers read in events that were written before the field was there.
			With another default they would disagree on what happened. Avro's check does not look at it.""", """
			Keep the default, and write the other value into new events."""),

	UNREADABLE("""
			Every consumer must read the events of every version.""", """
			Keep what was released, and add beside it, with a default."""),

	DEFAULT_OF_ANOTHER_TYPE("""
			A default must be a value of the field's type. Avro does not look at all of it before a consumer meets
			the first event without the field, and then that consumer fails.""", """
			Correct the default, or make the field optional, with null for a default."""),

	DEFAULT_OF_ANOTHER_BRANCH("""
			The default of a union belongs to its first branch: Avro for Java takes any, other languages do not.""", """
			Put the branch of the default first: "type": ["null", "string"], "default": null."""),

	DEFAULT_OF_DECIMAL_IN_DIGITS("""
			The default of a decimal is its unscaled number as bytes, not digits.""", """
			Make the field optional, with null for a default. Or write the bytes: zero is "\\u0000"."""),

	LOGICAL_TYPE_IGNORED("""
			Avro drops a logical type that it does not know, or that is not one of this type, without a word, and
			one that stands beside "type" instead of in it.""", """
			Write it into the type: {"type": "string", "logicalType": "uuid"}; a decimal's scale is not larger
			than its precision.""");

	private final String why;

	private final String instead;

	Rule(String why, String instead) {
		this.why = why;
		this.instead = instead;
	}

	/** Why it is so. */
	String why() {
		return this.why;
	}

	/** What to do instead. */
	String instead() {
		return this.instead;
	}

}
