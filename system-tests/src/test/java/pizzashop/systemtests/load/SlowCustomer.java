package pizzashop.systemtests.load;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * A customer on a slow line: half of the request is there, and the service waits for the
 * rest. So the request is in flight for as long as a test likes. Speaks HTTP/1.0, to
 * which an answer comes in one piece, over a socket of its own: the JDK's client decides
 * by itself when it sends what it has.
 */
public final class SlowCustomer {

	private static final Duration TIMEOUT = Duration.ofSeconds(30);

	private final CountDownLatch goingOn = new CountDownLatch(1);

	private final CompletableFuture<Answer> answer = new CompletableFuture<>();

	SlowCustomer(URI instance, Wish wish, Consumer<ConfirmedOrder> confirmed, Consumer<Answer> answered) {
		Thread.ofVirtual().start(() -> {
			Answer given = place(instance, wish, confirmed);
			answered.accept(given);
			this.answer.complete(given);
		});
	}

	private Answer place(URI instance, Wish wish, Consumer<ConfirmedOrder> confirmed) {
		Instant sentAt = Instant.now();
		try (Socket line = new Socket(instance.getHost(), instance.getPort())) {
			line.setSoTimeout((int) TIMEOUT.toMillis());
			byte[] body = wish.body().getBytes(UTF_8);
			OutputStream out = line.getOutputStream();
			out.write("POST /orders HTTP/1.0\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
				.formatted(body.length)
				.getBytes(UTF_8));
			out.write(body, 0, body.length / 2);
			out.flush();
			this.goingOn.await();
			out.write(body, body.length / 2, body.length - body.length / 2);
			out.flush();
			return answerIn(new String(line.getInputStream().readAllBytes(), UTF_8), instance, sentAt, wish, confirmed);
		}
		catch (IOException ex) {
			return Line.unanswered("POST /orders", instance, sentAt, ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return Line.unanswered("POST /orders", instance, sentAt, ex);
		}
	}

	/** Its status line is {@code HTTP/1.1 201}; the body begins behind an empty line. */
	private static Answer answerIn(String response, URI instance, Instant sentAt, Wish wish,
			Consumer<ConfirmedOrder> confirmed) throws IOException {
		Instant answeredAt = Instant.now();
		String[] statusLine = response.split(" ", 3);
		if (statusLine.length < 3) {
			throw new IOException("The connection ended in place of an answer");
		}
		int status = Integer.parseInt(statusLine[1].strip());
		if (status == 201) {
			String body = response.substring(response.indexOf("\r\n\r\n"));
			confirmed.accept(new ConfirmedOrder(Line.orderIdIn(body), wish.email(), answeredAt));
		}
		return new Answer("POST /orders", instance, sentAt, answeredAt, status, "", "", "");
	}

	/** Sends the rest. */
	public void goOn() {
		this.goingOn.countDown();
	}

	/** The answer, when it is there. */
	public Answer answer() {
		return this.answer.join();
	}

}
