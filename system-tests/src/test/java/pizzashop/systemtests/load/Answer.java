package pizzashop.systemtests.load;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;

/**
 * What came of one request that was sent once.
 *
 * @param request what was asked, say {@code POST /orders}
 * @param instance who was asked
 * @param sentAt when
 * @param answeredAt when the answer, or the failure, was there
 * @param status the HTTP status; 0 when there was no answer
 * @param contentType of the answer; empty when there was none
 * @param retryAfter when to come again, in seconds; empty when the answer does not say
 * @param failure why there was no answer; empty when there was one
 */
public record Answer(String request, URI instance, Instant sentAt, Instant answeredAt, int status, String contentType,
		String retryAfter, String failure) {

	/** What a service says when it cannot serve at the moment. */
	private static final int UNAVAILABLE = 503;

	public boolean isSuccess() {
		return this.status / 100 == 2;
	}

	/** Whether it is a problem document that says when to come again. */
	public boolean isComeAgain() {
		return this.status == UNAVAILABLE && this.contentType.equals("application/problem+json")
				&& this.retryAfter.matches("[1-9][0-9]?");
	}

	/** The status, or the kind of failure. */
	public String inAWord() {
		return this.failure.isEmpty() ? Integer.toString(this.status)
				: this.failure.replaceFirst(":.*", "").replaceFirst(".*\\.", "");
	}

	public Duration latency() {
		return Duration.between(this.sentAt, this.answeredAt);
	}

}
