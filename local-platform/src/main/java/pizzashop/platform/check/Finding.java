package pizzashop.platform.check;

/**
 * One thing that must not be.
 *
 * @param rule what was broken
 * @param order the order's id; the record's key for one that belongs to no order
 * @param seen what was seen instead, in words
 */
public record Finding(Rule rule, String order, String seen) {

	/** All of it in one sentence. */
	@Override
	public String toString() {
		return this.rule.sentence() + ": " + this.order + " " + this.seen;
	}

}
