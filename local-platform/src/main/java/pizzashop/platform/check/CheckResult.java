package pizzashop.platform.check;

import java.util.ArrayList;
import java.util.List;

/**
 * What a check found.
 *
 * @param orders how many orders were checked
 * @param sentAgain how many mails were a receipt sent once more, with the same Message-ID
 * @param unrest what was still going on in the system while it was read, in words; empty
 * when nothing was
 * @param findings what must not be, rule by rule
 */
public record CheckResult(int orders, int sentAgain, String unrest, List<Finding> findings) {

	private static final int MOST_OF_A_RULE = 20;

	/** Whether every rule is kept, and nothing was on its way that might break one. */
	public boolean holds() {
		return this.findings.isEmpty() && this.unrest.isEmpty();
	}

	/** How many orders are gone, or lack an event, a ticket, a receipt. */
	public int lost() {
		return count(Rule.Kind.LOST);
	}

	/** To how many orders something happened more than once. */
	public int doubled() {
		return count(Rule.Kind.DOUBLED);
	}

	/** How many orders did not get to the end. */
	public int stuck() {
		return count(Rule.Kind.STUCK);
	}

	/** Of how many orders, or records of none, there is anything else to tell. */
	public int others() {
		return count(Rule.Kind.OTHER);
	}

	/** The counts, in one line. */
	public String summary() {
		String verdict = holds() ? "All invariants hold" : "Not all invariants hold";
		return verdict + ": " + counted(this.orders, "order") + ", " + lost() + " lost, " + doubled() + " doubled, "
				+ stuck() + " stuck, " + others() + " with other findings; " + counted(this.sentAgain, "receipt")
				+ " sent again.";
	}

	/**
	 * The counts and below them the findings, under the rule that they break; of many
	 * only the first.
	 */
	public List<String> lines() {
		List<String> lines = new ArrayList<>();
		lines.add(summary());
		if (!this.unrest.isEmpty()) {
			lines.add("The system was not quiet, so some of it may be only on its way: " + this.unrest + ".");
		}
		for (Rule rule : Rule.values()) {
			List<Finding> broken = this.findings.stream().filter((finding) -> finding.rule() == rule).toList();
			if (!broken.isEmpty()) {
				lines.add(rule.sentence() + ":");
				broken.stream()
					.limit(MOST_OF_A_RULE)
					.forEach((finding) -> lines.add("  " + finding.order() + " " + finding.seen()));
			}
			if (broken.size() > MOST_OF_A_RULE) {
				lines.add("  and " + (broken.size() - MOST_OF_A_RULE) + " more");
			}
		}
		return lines;
	}

	/** The lines, so that an assertion that fails tells what was found. */
	@Override
	public String toString() {
		return String.join(System.lineSeparator(), lines());
	}

	private int count(Rule.Kind kind) {
		return (int) this.findings.stream()
			.filter((finding) -> finding.rule().kind() == kind)
			.map(Finding::order)
			.distinct()
			.count();
	}

	private static String counted(int count, String what) {
		return count + " " + what + ((count == 1) ? "" : "s");
	}

}
