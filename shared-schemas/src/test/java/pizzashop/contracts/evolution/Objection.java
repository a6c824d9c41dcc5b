package pizzashop.contracts.evolution;

/**
 * Why a contract cannot stay as it is.
 *
 * @param place where, such as {@code OrderPlaced.lines[].unitPrice}
 * @param what is wrong there, to be read behind the place
 * @param rule that forbids it
 */
record Objection(String place, String what, Rule rule) {

	@Override
	public String toString() {
		return """
				  %s %s

				    Rule: %s
				    Instead: %s
				""".formatted(this.place, this.what, indented(this.rule.why()), indented(this.rule.instead()));
	}

	private static String indented(String text) {
		return text.replace("\n", "\n    ");
	}

}
