package pizzashop.messaging.live;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pizzashop.messaging.TransactionBound;

import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Tells every instance of a service, soon after a commit, what has changed in its
 * database, by PostgreSQL's LISTEN and NOTIFY. It says that something changed, never
 * what: who is told reads it from the database.
 * <p>
 * Nothing is notified within the transaction that changes something: such a transaction
 * takes a lock of the whole database when it commits, so all of them would commit one by
 * one. A thread of its own announces what was committed, all that gathered meanwhile in
 * one statement. An instance that dies between the two has announced nothing; therefore
 * everybody is told every few seconds that anything may have changed, and whoever watches
 * something looks at it again.
 */
public class ChangeFeed implements SmartLifecycle, AutoCloseable {

	static final String CHANNEL = "changes";

	private static final Logger log = LoggerFactory.getLogger(ChangeFeed.class);

	/** Ends when it is closed. */
	public interface Subscription extends AutoCloseable {

		@Override
		void close();

	}

	private final ChangeAnnouncer announcer;

	private final ChangeListener listener;

	private final List<Subscriber> subscribers = new CopyOnWriteArrayList<>();

	private volatile List<Thread> threads = List.of();

	/**
	 * @param database where to listen, with a connection that stays
	 */
	public ChangeFeed(JdbcTemplate jdbc, JdbcConnectionDetails database, LiveProperties properties) {
		this.announcer = new ChangeAnnouncer(jdbc);
		this.listener = new ChangeListener(database, properties.reread(), new Ear());
	}

	/**
	 * Tells all instances that something has changed, once the current transaction has
	 * committed.
	 * @param subject what kind of thing it is, in one word
	 * @throws IllegalStateException outside a transaction
	 */
	public void announce(String subject, UUID id) {
		TransactionBound.of(this, Announcement::new).ids.computeIfAbsent(subject, (name) -> new HashSet<>()).add(id);
	}

	/**
	 * Has somebody told of changes, on a virtual thread of its own: one call after the
	 * other, each with all changes since the one before. It is told of changes that were
	 * announced after this call, and again and again that anything may have changed.
	 */
	public Subscription subscribe(String subject, Consumer<Changes> consumer) {
		Subscriber subscriber = new Subscriber(subject, consumer);
		this.subscribers.add(subscriber);
		return subscriber;
	}

	@Override
	public void start() {
		this.threads = List.of(Thread.ofPlatform().daemon().name("change-announcer").start(this.announcer::run),
				Thread.ofPlatform().daemon().name("change-listener").start(this.listener::run));
	}

	/** Announces what was committed until now. It can be started again. */
	@Override
	public void stop() {
		List<Thread> running = this.threads;
		this.threads = List.of();
		running.forEach(Thread::interrupt);
		try {
			for (Thread thread : running) {
				thread.join();
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/** Ends all subscriptions. */
	@Override
	public void close() {
		this.subscribers.forEach(Subscriber::close);
	}

	/** Starts before and stops after whatever announces or is told. */
	@Override
	public int getPhase() {
		return 0;
	}

	@Override
	public boolean isRunning() {
		return !this.threads.isEmpty();
	}

	/** What one transaction changes, by subject. */
	private final class Announcement extends TransactionBound {

		private final Map<String, Set<UUID>> ids = new HashMap<>();

		Announcement() {
			super(ChangeFeed.this);
		}

		@Override
		public void afterCommit() {
			this.ids.forEach(
					(subject, changed) -> ChangeFeed.this.announcer.announce(subject, new Changes(changed, false)));
		}

	}

	private final class Ear implements ChangeListener.Ear {

		@Override
		public void changed(String subject, Changes changes) {
			subscribersOf(subject).forEach((subscriber) -> subscriber.waiting.add(subject, changes));
		}

		@Override
		public void anythingMayHaveChanged() {
			ChangeFeed.this.subscribers
				.forEach((subscriber) -> subscriber.waiting.add(subscriber.subject, Changes.UNKNOWN));
		}

		private Stream<Subscriber> subscribersOf(String subject) {
			return ChangeFeed.this.subscribers.stream().filter((subscriber) -> subscriber.subject.equals(subject));
		}

	}

	private final class Subscriber implements Subscription {

		private final String subject;

		private final Consumer<Changes> consumer;

		private final WaitingChanges waiting = new WaitingChanges();

		private final Thread thread;

		Subscriber(String subject, Consumer<Changes> consumer) {
			this.subject = subject;
			this.consumer = consumer;
			this.thread = Thread.ofVirtual().name("changes-of-" + subject).start(this::run);
		}

		private void run() {
			try {
				while (true) {
					for (Changes changes : this.waiting.take().values()) {
						tell(changes);
					}
				}
			}
			catch (InterruptedException ex) {
				// closed
			}
		}

		private void tell(Changes changes) {
			try {
				this.consumer.accept(changes);
			}
			catch (RuntimeException ex) {
				// it will be told again that anything may have changed
				log.warn("Changes not passed on subject={} cause=\"{}\"", this.subject, ex.toString());
			}
		}

		@Override
		public void close() {
			ChangeFeed.this.subscribers.remove(this);
			this.thread.interrupt();
		}

	}

}
