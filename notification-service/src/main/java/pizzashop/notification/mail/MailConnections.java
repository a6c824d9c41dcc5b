package pizzashop.notification.mail;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
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

	/** Of the mails that a server takes before it answers: a quarter of a full batch. */
	private static final int MOST_AT_ONCE = 25;

	private static final Logger log = LoggerFactory.getLogger(MailConnections.class);

	private final Connections opened;

	private final GenericObjectPool<Connection> pool;

	private final Failures failures;

	MailConnections(JavaMailSenderImpl settings, NotificationProperties properties, Failures failures) {
		this.opened = new Connections(settings);
		this.pool = new GenericObjectPool<>(this.opened, configuration(properties.connections()));
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

	/** How many connections there are at most. */
	int limit() {
		return this.pool.getMaxTotal();
	}

	/**
	 * How many mails are worth a connection: several where the mail server takes them
	 * before it answers.
	 */
	int mailsAtOnce() {
		return this.opened.pipelineOffered ? MOST_AT_ONCE : 1;
	}

	/**
	 * Hands mails over to the mail server over one connection; waits while all are in
	 * use. When one that was kept breaks before the server got anything of those that are
	 * left, or the server says that it takes no more over it and none is in doubt, they
	 * go over another one.
	 * @return why the server has not taken some of them, or may not have: it has taken
	 * all others
	 */
	Map<OutgoingMail, MessagingException> send(List<OutgoingMail> mails) {
		Connection connection;
		try {
			connection = this.pool.borrowObject();
		}
		catch (Exception ex) {
			return mails.stream().collect(Collectors.toMap(Function.identity(), (mail) -> failureOf(ex)));
		}
		Map<OutgoingMail, MessagingException> untaken = Map.of();
		boolean sound = false;
		try {
			untaken = connection.send(mails, this::isOutage);
			sound = untaken.isEmpty();
		}
		finally {
			if (!sound) {
				connection.close();
			}
			// A closed one, too: the pool would replace one that is invalidated, at
			// once and in an outage, too.
			this.pool.returnObject(connection);
		}
		List<OutgoingMail> lost = untaken.entrySet()
			.stream()
			.filter((mail) -> isOutage(mail.getValue()))
			.map(Map.Entry::getKey)
			.toList();
		if (connection.isKept() && !lost.isEmpty() && lost.stream().noneMatch(OutgoingMail::isBegun)) {
			log.debug("Kept connection was closed", untaken.get(lost.getFirst()));
			untaken.keySet().removeAll(lost);
			untaken.putAll(send(lost));
		}
		return untaken;
	}

	/**
	 * What is no failure of the server, nor a connection that was closed, is a mail's.
	 */
	private static MessagingException failureOf(Exception failure) {
		return switch (failure) {
			case MessagingException told -> told;
			case IllegalStateException closed -> new MessagingException("No connection", closed);
			case InterruptedException interrupted -> {
				Thread.currentThread().interrupt();
				yield new MessagingException("Interrupted", interrupted);
			}
			default -> new SendFailedException("Not sent", failure);
		};
	}

	private boolean isOutage(MessagingException failure) {
		return this.failures.kindOf(failure) == FailureKind.OUTAGE;
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

		private final PipeliningTransport transport;

		private boolean kept;

		private boolean closed;

		Connection(PipeliningTransport transport) {
			this.transport = transport;
		}

		boolean isKept() {
			return this.kept;
		}

		/**
		 * Sends the first mail step by step, which tells whether the server is there, and
		 * the others ahead, where that can be. In an outage those that are left are not
		 * tried.
		 */
		Map<OutgoingMail, MessagingException> send(List<OutgoingMail> mails, Predicate<MessagingException> outage) {
			Map<OutgoingMail, MessagingException> untaken = new LinkedHashMap<>();
			List<OutgoingMail> ahead = new ArrayList<>();
			for (OutgoingMail mail : mails) {
				try {
					if (mail != mails.getFirst() && this.transport.canSendAhead(mail)) {
						ahead.add(mail);
					}
					else {
						this.transport.sendMessage(mail, mail.getAllRecipients());
						this.kept = true;
					}
				}
				catch (MessagingException | RuntimeException ex) {
					MessagingException failure = failureOf(ex);
					untaken.put(mail, failure);
					if (outage.test(failure)) {
						ahead.addAll(mails.subList(mails.indexOf(mail) + 1, mails.size()));
						ahead.forEach((left) -> untaken.put(left, failure));
						return untaken;
					}
				}
			}
			untaken.putAll(this.transport.sendAhead(ahead));
			return untaken;
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

		/** As the last one that was opened says. */
		private volatile boolean pipelineOffered;

		Connections(JavaMailSenderImpl settings) {
			this.settings = settings;
		}

		@Override
		public Connection create() throws MessagingException {
			Session session = this.settings.getSession();
			String protocol = this.settings.getProtocol();
			PipeliningTransport transport = new PipeliningTransport(session,
					(protocol != null) ? protocol : JavaMailSenderImpl.DEFAULT_PROTOCOL);
			transport.connect(this.settings.getHost(), this.settings.getPort(), orNone(this.settings.getUsername()),
					orNone(this.settings.getPassword()));
			this.pipelineOffered = transport.isPipelineOffered();
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
