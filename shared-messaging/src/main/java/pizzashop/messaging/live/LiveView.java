package pizzashop.messaging.live;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Something that all visitors of a page see alike, such as a list, live. When it may have
 * changed it is read once, whole, for everybody who looks at it, and sent if it differs
 * from what they have; while nobody looks it is not read at all.
 */
public class LiveView {

	/** However fast things change: eyes are not faster. */
	private static final Duration SHORTEST_PAUSE = Duration.ofMillis(250);

	private final String name;

	private final Supplier<?> source;

	private final EventStreams streams;

	private final JsonMapper json;

	private final Set<EventStream> watching = ConcurrentHashMap.newKeySet();

	private final ReentrantLock lock = new ReentrantLock();

	private @Nullable String latest;

	private long latestAt;

	/**
	 * @param name of the events that bring it
	 * @param subject of changes after which it may look different
	 * @param source reads it, to be sent as JSON
	 */
	public LiveView(String name, String subject, Supplier<?> source, ChangeFeed feed, EventStreams streams,
			JsonMapper json) {
		this.name = name;
		this.source = source;
		this.streams = streams;
		this.json = json;
		feed.subscribe(subject, (changes) -> refresh());
	}

	/**
	 * Shows it to a client: as it is now, and again each time that it has changed.
	 * Returns when the client is gone or the service shuts down.
	 * @throws StreamRefusedException when too many streams are open
	 */
	public void serve(HttpServletResponse response) {
		try (EventStream stream = this.streams.open()) {
			try {
				join(stream);
				stream.serve(response);
			}
			finally {
				this.watching.remove(stream);
			}
		}
	}

	private void join(EventStream stream) {
		this.lock.lock();
		try {
			String current = this.latest;
			if (current == null || this.watching.isEmpty() || age() >= SHORTEST_PAUSE.toNanos()) {
				current = read();
			}
			stream.send(null, this.name, current);
			this.watching.add(stream);
		}
		finally {
			this.lock.unlock();
		}
	}

	/** Called by one thread only. */
	private void refresh() {
		if (this.watching.isEmpty()) {
			return;
		}
		this.lock.lock();
		try {
			read();
		}
		finally {
			this.lock.unlock();
		}
		pause();
	}

	/** Reads it, and sends it to those who have it otherwise. */
	private String read() {
		String before = this.latest;
		String current = this.json.writeValueAsString(this.source.get());
		this.latest = current;
		this.latestAt = System.nanoTime();
		if (!current.equals(before)) {
			this.watching.forEach((stream) -> stream.send(null, this.name, current));
		}
		return current;
	}

	private long age() {
		return System.nanoTime() - this.latestAt;
	}

	/** What changes meanwhile is read at once afterwards. */
	private static void pause() {
		try {
			Thread.sleep(SHORTEST_PAUSE);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
