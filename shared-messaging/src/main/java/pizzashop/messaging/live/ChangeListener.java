package pizzashop.messaging.live;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;

import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;

/**
 * Hears what all instances announce, on a connection of its own: one from a pool would
 * not stay. When the connection is lost it makes another; what it missed meanwhile it
 * makes good by telling that anything may have changed.
 */
final class ChangeListener {

	/** How soon it notices that it shall stop; what is announced it hears at once. */
	private static final int SLICE_MILLIS = 250;

	private static final String SECONDS_TO_ANSWER = "10";

	private static final Duration FIRST_PAUSE = Duration.ofMillis(200);

	private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

	private static final Logger log = LoggerFactory.getLogger(ChangeListener.class);

	/** What to do with what was heard. */
	interface Ear {

		void changed(String subject, Changes changes);

		/** Nobody knows what has changed. */
		void anythingMayHaveChanged();

	}

	private final JdbcConnectionDetails database;

	private final Duration reread;

	private final Ear ear;

	ChangeListener(JdbcConnectionDetails database, Duration reread, Ear ear) {
		this.database = database;
		this.reread = reread;
		this.ear = ear;
	}

	/** Listens until it is interrupted. */
	void run() {
		Duration pause = FIRST_PAUSE;
		boolean lost = false;
		while (!Thread.currentThread().isInterrupted()) {
			try (Connection connection = connect()) {
				if (lost) {
					log.info("Listens for changes again");
					lost = false;
				}
				pause = FIRST_PAUSE;
				listen(connection);
			}
			catch (SQLException ex) {
				if (!lost) {
					log.warn("Cannot listen for changes, tries again cause=\"{}\"", ex.toString());
					lost = true;
				}
				if (!sleep(pause)) {
					return;
				}
				pause = (pause.compareTo(LONGEST_PAUSE) < 0) ? pause.multipliedBy(2) : LONGEST_PAUSE;
			}
		}
	}

	private Connection connect() throws SQLException {
		Properties properties = new Properties();
		set(properties, "user", this.database.getUsername());
		set(properties, "password", this.database.getPassword());
		set(properties, "ApplicationName", "change feed");
		set(properties, "tcpKeepAlive", "true");
		set(properties, "connectTimeout", SECONDS_TO_ANSWER);
		set(properties, "socketTimeout", SECONDS_TO_ANSWER);
		return DriverManager.getConnection(this.database.getJdbcUrl(), properties);
	}

	private static void set(Properties properties, String name, @Nullable String value) {
		if (value != null) {
			properties.setProperty(name, value);
		}
	}

	private void listen(Connection connection) throws SQLException {
		PGConnection listening = connection.unwrap(PGConnection.class);
		try (Statement statement = connection.createStatement()) {
			statement.execute("listen " + ChangeFeed.CHANNEL);
			long toldAt = tellThatAnythingMayHaveChanged();
			while (!Thread.currentThread().isInterrupted()) {
				for (PGNotification notification : listening.getNotifications(SLICE_MILLIS)) {
					String payload = notification.getParameter();
					this.ear.changed(Changes.subjectOf(payload), Changes.fromPayload(payload));
				}
				if (System.nanoTime() - toldAt >= this.reread.toNanos()) {
					// fails when the database vanished without a word
					statement.execute("select");
					toldAt = tellThatAnythingMayHaveChanged();
				}
			}
		}
	}

	private long tellThatAnythingMayHaveChanged() {
		this.ear.anythingMayHaveChanged();
		return System.nanoTime();
	}

	private static boolean sleep(Duration pause) {
		try {
			Thread.sleep(pause);
			return true;
		}
		catch (InterruptedException ex) {
			return false;
		}
	}

}
