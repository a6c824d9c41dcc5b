package pizzashop.messaging.failure;

/** What a failure means for the record that was being processed. */
public enum FailureKind {

	/**
	 * The record itself is at fault and always will be: it goes to the dead-letter topic
	 * at once.
	 */
	RECORD,

	/**
	 * Something that processing needs is away: the consumer waits and tries again for as
	 * long as it takes. No dead letter.
	 */
	OUTAGE,

	/**
	 * The handler failed: it is tried again a few times, then a dead letter is written.
	 */
	HANDLER

}
