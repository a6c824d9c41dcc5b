package pizzashop.messaging.live;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.http.HttpHeaders;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * A stream of Server-Sent Events to one client.
 *
 * @see <a href=
 * "https://html.spec.whatwg.org/multipage/server-sent-events.html">Server-sent events</a>
 */
public final class EventStream implements AutoCloseable {

	/** A client that is further behind comes again and tells how far it got. */
	private static final int MOST_WAITING = 500;

	private static final String RETRY_AFTER_TWO_SECONDS = "retry: 2000\n\n";

	private static final String HEARTBEAT = ":\n\n";

	/** Only wakes the thread that serves. */
	private static final String NOTHING = "";

	private static final Logger log = LoggerFactory.getLogger(EventStream.class);

	private final Duration heartbeat;

	private final Consumer<EventStream> afterwards;

	private final BlockingQueue<String> waiting = new LinkedBlockingQueue<>(MOST_WAITING);

	private volatile boolean closed;

	EventStream(Duration heartbeat, Consumer<EventStream> afterwards) {
		this.heartbeat = heartbeat;
		this.afterwards = afterwards;
	}

	/**
	 * Sends an event, without waiting for it. A client that does not keep up loses the
	 * stream, and comes again.
	 * @param id what the client tells as {@code Last-Event-ID} when it comes again
	 * @param name of the kind of event
	 * @param json in one line
	 */
	public void send(@Nullable String id, String name, String json) {
		String event = ((id != null) ? "id: " + id + "\n" : "") + "event: " + name + "\ndata: " + json + "\n\n";
		if (!this.waiting.offer(event)) {
			close();
		}
	}

	/**
	 * Writes events as they come, on the calling thread, which is a virtual one where
	 * many clients are served. Returns when the client is gone or the stream was closed.
	 */
	public void serve(HttpServletResponse response) {
		response.setContentType("text/event-stream;charset=UTF-8");
		response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
		response.setHeader("X-Accel-Buffering", "no"); // for nginx
		try {
			write(response.getOutputStream());
		}
		catch (IOException ex) {
			log.debug("A client is gone", ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		finally {
			close();
		}
	}

	private void write(OutputStream out) throws IOException, InterruptedException {
		String next = RETRY_AFTER_TWO_SECONDS;
		while (!this.closed) {
			for (String event = next; event != null; event = this.waiting.poll()) {
				out.write(event.getBytes(UTF_8));
			}
			out.flush();
			if (this.closed) {
				return; // what would wake us may have been written just now
			}
			next = this.waiting.poll(this.heartbeat.toMillis(), TimeUnit.MILLISECONDS);
			if (next == null) {
				next = HEARTBEAT;
			}
		}
	}

	boolean isClosed() {
		return this.closed;
	}

	@Override
	public void close() {
		this.closed = true;
		this.waiting.offer(NOTHING);
		this.afterwards.accept(this);
	}

}
