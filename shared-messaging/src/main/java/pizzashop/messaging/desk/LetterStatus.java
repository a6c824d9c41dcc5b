package pizzashop.messaging.desk;

/** What has become of a dead letter. */
public enum LetterStatus {

	/** Somebody has to look at it. */
	OPEN,

	/** Its record is back on its topic. When it fails again, the letter is open again. */
	REDRIVEN,

	/** Somebody decided that it is not needed. */
	DISCARDED

}
