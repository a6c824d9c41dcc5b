package pizzashop.systemtests.load;

import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Arrays;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * A customer on a slow line: half of the request is there, and the service waits for the
 * rest. So the request is in flight for as long as a test likes.
 */
public final class SlowCustomer {

	private final CountDownLatch goingOn = new CountDownLatch(1);

	private final CompletableFuture<Answer> answer = new CompletableFuture<>();

	SlowCustomer(URI instance, Wish wish, Consumer<ConfirmedOrder> confirmed, Consumer<Answer> answered) {
		byte[] body = wish.body().getBytes(UTF_8);
		Thread.ofVirtual().start(() -> {
			Answer given = Line.place(instance, UUID.randomUUID().toString(), wish,
					BodyPublishers.ofInputStream(() -> new Halves(body)), confirmed);
			answered.accept(given);
			this.answer.complete(given);
		});
	}

	/** Sends the rest. */
	public void goOn() {
		this.goingOn.countDown();
	}

	/** The answer, when it is there. */
	public Answer answer() {
		return this.answer.join();
	}

	/** Two reads: the first half at once, the second one when the customer goes on. */
	private final class Halves extends InputStream {

		private final byte[] body;

		private int position;

		Halves(byte[] body) {
			this.body = body;
		}

		@Override
		public int read() {
			throw new UnsupportedOperationException("Read halves, not bytes");
		}

		@Override
		public int read(byte[] target, int offset, int length) {
			if (this.position == this.body.length) {
				return -1;
			}
			int end = (this.position == 0) ? this.body.length / 2 : this.body.length;
			if (this.position > 0) {
				awaitGoingOn();
			}
			byte[] half = Arrays.copyOfRange(this.body, this.position, end);
			System.arraycopy(half, 0, target, offset, half.length);
			this.position = end;
			return half.length;
		}

		private void awaitGoingOn() {
			try {
				SlowCustomer.this.goingOn.await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}

	}

}
