package pizzashop.platform.command;

import pizzashop.platform.letters.ShortId;
import pizzashop.platform.letters.Visible;
import pizzashop.platform.operator.Letter;
import pizzashop.platform.operator.Redrive;

/** Says of each dead letter what was done with it, or why not. */
final class LetterReport {

	private final Terminal terminal;

	private final String deed;

	private int done;

	private int refused;

	private int remaining;

	/**
	 * Reports a deed.
	 * @param deed what is done with the letters, say {@code redriven}
	 */
	LetterReport(Terminal terminal, String deed) {
		this.terminal = terminal;
		this.deed = deed;
	}

	void add(Redrive redrive) {
		redrive.redriven().forEach(this::done);
		redrive.refused().forEach((refusal) -> refused(refusal.letter(), refusal.why()));
		this.remaining += redrive.remaining();
	}

	void done(Letter letter) {
		this.done++;
		this.terminal.say(this.terminal.good(this.terminal.mark()) + " " + nameOf(letter) + ": " + this.deed);
	}

	void refused(Letter letter, String why) {
		this.refused++;
		this.terminal
			.say(this.terminal.bad(this.terminal.cross()) + " " + nameOf(letter) + ": refused, " + Visible.line(why));
	}

	void summary() {
		if (this.done + this.refused == 0) {
			this.terminal.say("Nothing " + this.deed + ".");
		}
		else {
			this.terminal.say(this.done + " " + this.deed + ", " + this.refused + " refused.");
			if (this.remaining > 0) {
				this.terminal.say(this.remaining + " more wait for a next call.");
			}
		}
	}

	int exitCode() {
		return (this.refused > 0) ? 1 : 0;
	}

	private static String nameOf(Letter letter) {
		String type = letter.type().isEmpty() ? "" : " " + Visible.line(letter.type());
		String order = letter.order().isEmpty() ? "" : ", order " + ShortId.ofOrder(letter);
		return ShortId.of(letter) + " (" + Visible.line(letter.service()) + type + order + ")";
	}

}
