package pizzashop.messaging.live;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;

/**
 * Changes that wait until somebody takes all of them at once. However many come, what is
 * kept is bounded.
 */
final class WaitingChanges {

	/** Beyond that it is cheaper to look at everything that somebody watches. */
	static final int MOST_IDS = 2_000;

	/** Of one subject. */
	private static final class Gathered {

		private final Set<UUID> ids = new HashSet<>();

		private boolean anything;

		void add(Changes changes) {
			this.anything |= changes.anything();
			this.ids.addAll(changes.ids());
			if (this.ids.size() > MOST_IDS) {
				this.ids.clear();
				this.anything = true;
			}
		}

		Changes toChanges() {
			return new Changes(this.ids, this.anything);
		}

	}

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition added = this.lock.newCondition();

	private final Map<String, Gathered> bySubject = new HashMap<>();

	void add(String subject, Changes changes) {
		this.lock.lock();
		try {
			this.bySubject.computeIfAbsent(subject, (name) -> new Gathered()).add(changes);
			this.added.signal();
		}
		finally {
			this.lock.unlock();
		}
	}

	/** Waits for changes, and takes all there are. */
	Map<String, Changes> take() throws InterruptedException {
		this.lock.lockInterruptibly();
		try {
			while (this.bySubject.isEmpty()) {
				this.added.await();
			}
			return takeAll();
		}
		finally {
			this.lock.unlock();
		}
	}

	/** Takes all there are now, maybe none. */
	Map<String, Changes> takeAll() {
		this.lock.lock();
		try {
			Map<String, Changes> taken = this.bySubject.entrySet()
				.stream()
				.collect(Collectors.toMap(Map.Entry::getKey, (entry) -> entry.getValue().toChanges()));
			this.bySubject.clear();
			return taken;
		}
		finally {
			this.lock.unlock();
		}
	}

}
