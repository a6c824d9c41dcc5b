package pizzashop.messaging.desk;

import pizzashop.messaging.failure.DeadLetter;

/**
 * A dead letter on the desk.
 *
 * @param said what its headers said when it failed last; its place is where the record
 * stood at first
 * @param rounds how often it was redriven
 */
public record Letter(DeadLetter said, LetterStatus status, int rounds) {

	/** The letter once its record is back. */
	Letter redriven() {
		return new Letter(this.said, LetterStatus.REDRIVEN, Math.min(this.rounds + 1, DeadLetter.MOST_ROUNDS));
	}

	Letter discarded() {
		return new Letter(this.said, LetterStatus.DISCARDED, this.rounds);
	}

}
