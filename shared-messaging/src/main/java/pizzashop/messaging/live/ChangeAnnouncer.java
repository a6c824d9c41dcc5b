package pizzashop.messaging.live;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Tells all instances of what was committed here: one statement for all that gathered.
 */
final class ChangeAnnouncer {

	/** What is committed meanwhile goes together. Nobody sees 20 ms. */
	private static final Duration PAUSE = Duration.ofMillis(20);

	private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);

	private static final Logger log = LoggerFactory.getLogger(ChangeAnnouncer.class);

	private final JdbcTemplate jdbc;

	private final WaitingChanges committed = new WaitingChanges();

	ChangeAnnouncer(JdbcTemplate jdbc) {
		this.jdbc = jdbc;
	}

	void announce(String subject, Changes changes) {
		this.committed.add(subject, changes);
	}

	/** Announces until it is interrupted. */
	void run() {
		try {
			while (true) {
				boolean announced = announce(this.committed.take());
				Thread.sleep(announced ? PAUSE : PAUSE_AFTER_FAILURE);
			}
		}
		catch (InterruptedException ex) {
			announce(this.committed.takeAll());
		}
	}

	private boolean announce(Map<String, Changes> taken) {
		List<String> payloads = new ArrayList<>();
		taken.forEach((subject, changes) -> payloads.addAll(changes.toPayloads(subject)));
		if (payloads.isEmpty()) {
			return true;
		}
		try {
			this.jdbc.query("select pg_notify('" + ChangeFeed.CHANNEL + "', payload) from unnest(?) as payload",
					(row) -> {
					}, (Object) payloads.toArray(String[]::new));
			return true;
		}
		catch (DataAccessException ex) {
			log.warn("Changes wait to be announced cause=\"{}\"", ex.getMostSpecificCause().toString());
			taken.forEach(this.committed::add);
			return false;
		}
	}

}
