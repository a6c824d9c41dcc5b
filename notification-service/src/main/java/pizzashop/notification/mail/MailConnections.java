package pizzashop.notification.mail;

import java.time.Duration;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import org.apache.commons.pool2.BasePooledObjectFactory;
import org.apache.commons.pool2.PooledObject;
import org.apache.commons.pool2.impl.DefaultPooledObject;
import org.apache.commons.pool2.impl.GenericObjectPool;
import org.apache.commons.pool2.impl.GenericObjectPoolConfig;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pizzashop.messaging.failure.FailureKind;
import pizzashop.messaging.failure.Failures;

import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;

/**
 * A few connections to the mail server, kept from one mail to the next: opening one takes
 * longer than sending a mail. A server may close a connection at any time, and does so
 * when it is idle or has brought so many mails: that costs no mail.
 */
@Component
public class MailConnections implements AutoCloseable {

	/** One that was in use just now is taken to be there still. */
	private static final Duration TRUSTED = Duration.ofSeconds(1);

	/** A server waits for five minutes at least, says RFC 5321, but not all do. */
	private static final Duration LONGEST_IDLE = Duration.ofSeconds(30);

	private static final Logger log = LoggerFactory.getLogger(MailConnections.class);

	private final GenericObjectPool<Connection> pool;

	private final Failures failures;

	MailConnections(JavaMailSenderImpl settings, NotificationProperties properties, Failures failures) {
		this.pool = new GenericObjectPool<>(new Connections(settings), configuration(properties.connections()));
		this.failures = failures;
	}

	private static GenericObjectPoolConfig<Connection> configuration(int connections) {
		GenericObjectPoolConfig<Connection> configuration = new GenericObjectPoolConfig<>();
		configuration.setMaxTotal(connections);
		configuration.setMaxIdle(connections);
		configuration.setTestOnBorrow(true);
		configuration.setTimeBetweenEvictionRuns(LONGEST_IDLE.dividedBy(2));
		configuration.setMinEvictableIdleDuration(LONGEST_IDLE);
		configuration.setNumTestsPerEvictionRun(connections);
		configuration.setJmxEnabled(false);
		return configuration;
	}

	/** How many mails can be sent at a time. */
	int limit() {
		return this.pool.getMaxTotal();
	}

	/**
	 * Hands a mail over to the mail server; waits while all connections are in use. When
	 * it returns the server has taken the mail. When a connection that was kept breaks
	 * before the server got anything of the mail, it goes over another one.
	 */
	void send(OutgoingMail mail) throws MessagingException {
		while (true) {
			Connection connection = borrow();
			boolean kept = connection.isKept();
			boolean sent = false;
			try {
				connection.send(mail);
				sent = true;
				return;
			}
			catch (MessagingException | RuntimeException ex) {
				if (!kept || mail.isBegun() || this.failures.kindOf(ex) != FailureKind.OUTAGE) {
					throw ex;
				}
				log.debug("Kept connection was closed", ex);
			}
			finally {
				if (!sent) {
					connection.close();
				}
				// A closed one, too: the pool would replace one that is invalidated, at
				// once and in an outage, too.
				this.pool.returnObject(connection);
			}
		}
	}

	private Connection borrow() throws MessagingException {
		try {
			return this.pool.borrowObject();
		}
		catch (MessagingException | RuntimeException ex) {
			throw ex;
		}
		catch (Exception ex) {
			throw new MessagingException("No connection", ex);
		}
	}

	/** Closes those that nobody uses. */
	public void closeIdle() {
		this.pool.clear();
	}

	@Override
	public void close() {
		this.pool.close();
	}

	/** A connection, and whether it has brought a mail yet. */
	private static final class Connection {

		private final Transport transport;

		private boolean kept;

		private boolean closed;

		Connection(Transport transport) {
			this.transport = transport;
		}

		boolean isKept() {
			return this.kept;
		}

		void send(OutgoingMail mail) throws MessagingException {
			this.transport.sendMessage(mail, mail.getAllRecipients());
			this.kept = true;
		}

		/** Whether the server answers, if that is in doubt. */
		boolean isOpen(boolean doubtful) {
			return !this.closed && (!doubtful || this.transport.isConnected());
		}

		void close() {
			this.closed = true;
			try {
				this.transport.close();
			}
			catch (MessagingException ex) {
				log.debug("Connection not closed properly", ex);
			}
		}

	}

	/** Opens connections, as the settings below spring.mail say. */
	private static final class Connections extends BasePooledObjectFactory<Connection> {

		private final JavaMailSenderImpl settings;

		Connections(JavaMailSenderImpl settings) {
			this.settings = settings;
		}

		@Override
		public Connection create() throws MessagingException {
			Session session = this.settings.getSession();
			String protocol = this.settings.getProtocol();
			Transport transport = new PipeliningTransport(session,
					(protocol != null) ? protocol : JavaMailSenderImpl.DEFAULT_PROTOCOL);
			transport.connect(this.settings.getHost(), this.settings.getPort(), orNone(this.settings.getUsername()),
					orNone(this.settings.getPassword()));
			return new Connection(transport);
		}

		/** A variable that is set to nothing is no login. */
		private static @Nullable String orNone(@Nullable String setting) {
			return StringUtils.hasLength(setting) ? setting : null;
		}

		@Override
		public PooledObject<Connection> wrap(Connection connection) {
			return new DefaultPooledObject<>(connection);
		}

		@Override
		public boolean validateObject(PooledObject<Connection> connection) {
			return connection.getObject().isOpen(connection.getIdleDuration().compareTo(TRUSTED) > 0);
		}

		@Override
		public void destroyObject(PooledObject<Connection> connection) {
			connection.getObject().close();
		}

	}

}
