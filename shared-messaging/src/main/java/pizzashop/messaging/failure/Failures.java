package pizzashop.messaging.failure;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.ArrayList;
import java.util.List;

import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import org.apache.avro.AvroRuntimeException;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SerializationException;
import pizzashop.messaging.InvalidEventException;

import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;

import static pizzashop.messaging.failure.FailureKind.OUTAGE;
import static pizzashop.messaging.failure.FailureKind.RECORD;

/** The one place that tells an outage from a bad record from a failing handler. */
public class Failures {

	/** What Confluent's registry answers for a schema id that it never gave out. */
	private static final int UNKNOWN_SCHEMA = 40403;

	/**
	 * The first rule that holds decides; a failure that none of them knows is the
	 * handler's.
	 */
	private static final List<FailureRule> RULES = List.of(
	// @formatter:off
			// the database
			FailureRule.of(CannotCreateTransactionException.class, OUTAGE),
			FailureRule.of(DataAccessResourceFailureException.class, OUTAGE),
			FailureRule.of(SQLTransientConnectionException.class, OUTAGE),
			FailureRule.of(SQLException.class, Failures::isConnectionLost, OUTAGE),
			// the registry
			FailureRule.of(RestClientException.class, (answer) -> answer.getErrorCode() != UNKNOWN_SCHEMA, OUTAGE),
			FailureRule.of(SerializationException.class, Failures::isNoAnswer, OUTAGE),
			// the broker
			FailureRule.of(RetriableException.class, OUTAGE),
			FailureRule.of(CommitFailedException.class, OUTAGE),
			FailureRule.of(RebalanceInProgressException.class, OUTAGE),
			// the network to any of them
			FailureRule.of(SocketException.class, OUTAGE),
			FailureRule.of(SocketTimeoutException.class, OUTAGE),
			FailureRule.of(UnknownHostException.class, OUTAGE),
			// the record
			FailureRule.of(InvalidEventException.class, RECORD),
			FailureRule.of(SerializationException.class, RECORD),
			FailureRule.of(AvroRuntimeException.class, RECORD)
			// @formatter:on
	);

	private final List<FailureRule> rules;

	/**
	 * @param additional rules of the service, which come first
	 */
	public Failures(List<FailureRule> additional) {
		this.rules = new ArrayList<>(additional);
		this.rules.addAll(RULES);
	}

	/**
	 * For what must never be given up: whatever fails is waited for.
	 */
	public static Failures allOutages() {
		return new Failures(List.of(FailureRule.of(Throwable.class, OUTAGE)));
	}

	/**
	 * What a failure means, by the first rule that fits anything in its chain of causes.
	 */
	public FailureKind kindOf(Throwable failure) {
		List<Throwable> causes = causesOf(failure);
		for (FailureRule rule : this.rules) {
			if (causes.stream().anyMatch(rule.applies())) {
				return rule.kind();
			}
		}
		return FailureKind.HANDLER;
	}

	/**
	 * When a rollback fails, too, Spring throws that failure and keeps the one it began
	 * with beside the chain of causes.
	 */
	private static List<Throwable> causesOf(Throwable failure) {
		List<Throwable> causes = new ArrayList<>();
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			causes.add(cause);
			if (cause instanceof TransactionSystemException rollback && rollback.getApplicationException() != null) {
				causes.addAll(causesOf(rollback.getApplicationException()));
			}
		}
		return causes;
	}

	/**
	 * SQLSTATE classes 08 (connection exception), 53 (insufficient resources), 57
	 * (operator intervention, such as a shutdown), 58 (system error), and 25006 (a
	 * standby that only reads, after a failover). A connection that the pool has given up
	 * has no state.
	 * @see <a href=
	 * "https://www.postgresql.org/docs/current/errcodes-appendix.html">PostgreSQL error
	 * codes</a>
	 */
	private static boolean isConnectionLost(SQLException failure) {
		String state = failure.getSQLState();
		return (state != null) ? state.matches("08...|53...|57...|58...|25006")
				: "Connection is closed".equals(failure.getMessage());
	}

	/**
	 * Reading the bytes and asking the registry both fail with an IOException; that the
	 * bytes are too few is the only one of them that comes from the bytes.
	 */
	private static boolean isNoAnswer(SerializationException failure) {
		return failure.getCause() instanceof IOException && !(failure.getCause() instanceof EOFException);
	}

}
