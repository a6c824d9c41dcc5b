package pizzashop.messaging.live;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;

/**
 * All streams of Server-Sent Events that this instance serves: no more than it was told
 * to, and none when it shuts down, because the web server waits for its last request.
 */
public class EventStreams implements SmartLifecycle {

	private final LiveProperties properties;

	private final Semaphore free;

	private final Set<EventStream> open = ConcurrentHashMap.newKeySet();

	private volatile boolean running;

	public EventStreams(LiveProperties properties) {
		this.properties = properties;
		this.free = new Semaphore(properties.maxStreams());
	}

	/**
	 * A new stream, to be served and then closed.
	 * @throws StreamRefusedException when as many as allowed are open, or the service is
	 * shutting down
	 */
	public EventStream open() {
		if (!this.free.tryAcquire()) {
			throw new StreamRefusedException("No more than " + this.properties.maxStreams() + " streams are served");
		}
		EventStream stream = new EventStream(this.properties.heartbeat(), this::closed);
		this.open.add(stream);
		if (!this.running) {
			stream.close();
			throw new StreamRefusedException("The service is shutting down");
		}
		return stream;
	}

	private void closed(EventStream stream) {
		if (this.open.remove(stream)) {
			this.free.release();
		}
	}

	@Override
	public void start() {
		this.running = true;
	}

	@Override
	public void stop() {
		this.running = false;
		this.open.forEach(EventStream::close);
	}

	/** Stops before the web server waits for the requests that are being served. */
	@Override
	public int getPhase() {
		return WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE + 1;
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

}
