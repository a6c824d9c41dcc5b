package pizzashop.messaging.failure;

import java.time.Instant;

/**
 * A record that a group has not got past yet.
 *
 * @param offset of the record
 * @param since when it failed first
 * @param failed how often it has failed
 * @param failedOfItsOwn how often of these it was not an outage
 * @param kind of the last failure
 * @param cause of the last failure, in one line
 */
public record FailingRecord(long offset, Instant since, int failed, int failedOfItsOwn, FailureKind kind,
		String cause) {

	static FailingRecord at(long offset, Instant since) {
		return new FailingRecord(offset, since, 0, 0, FailureKind.HANDLER, "");
	}

	FailingRecord failedAgain(FailureKind lastKind, String lastCause) {
		return new FailingRecord(this.offset, this.since, this.failed + 1,
				(lastKind == FailureKind.OUTAGE) ? this.failedOfItsOwn : this.failedOfItsOwn + 1, lastKind, lastCause);
	}

}
