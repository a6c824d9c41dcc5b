package pizzashop.messaging.failure;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.List;
import java.util.stream.Stream;

import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import org.apache.avro.AvroRuntimeException;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import pizzashop.messaging.InvalidEventException;

import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.kafka.KafkaException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static pizzashop.messaging.failure.FailureKind.HANDLER;
import static pizzashop.messaging.failure.FailureKind.OUTAGE;
import static pizzashop.messaging.failure.FailureKind.RECORD;

class FailuresTests {

	@ParameterizedTest(name = "{0}")
	@MethodSource("failures")
	void aFailureIsOfItsKind(String what, Throwable failure, FailureKind kind) {
		assertThat(new Failures(List.of()).kindOf(failure)).isEqualTo(kind);
	}

	static Stream<Arguments> failures() {
		return Stream.of(
		// @formatter:off
				arguments("no connection from the pool", new CannotCreateTransactionException("", new SQLTransientConnectionException()), OUTAGE),
				arguments("database gone in a statement", new DataAccessResourceFailureException(""), OUTAGE),
				arguments("database gone in the commit", new TransactionSystemException("", new SQLException("", "08006")), OUTAGE),
				arguments("database shutting down", new IllegalStateException(new SQLException("", "57P01")), OUTAGE),
				arguments("database gone, so that the rollback failed", rollbackFailed(new DataAccessResourceFailureException("")), OUTAGE),
				arguments("connection given up by the pool", new TransactionSystemException("", new SQLException("Connection is closed")), OUTAGE),
				arguments("standby that only reads", new TransactionSystemException("", new SQLException("", "25006")), OUTAGE),
				arguments("partition moved before the commit", new CommitFailedException(), OUTAGE),
				arguments("broker gone", new KafkaException("", new TimeoutException("")), OUTAGE),
				arguments("registry refuses connections", new SerializationException("", new ConnectException()), OUTAGE),
				arguments("registry does not answer", new SerializationException("", new SocketTimeoutException()), OUTAGE),
				arguments("registry breaks off", new SerializationException("", new IOException("Premature EOF")), OUTAGE),
				arguments("registry is ill", new SerializationException("", new RestClientException("", 500, 50001)), OUTAGE),
				arguments("registry is not the one", new SerializationException("", new RestClientException("", 404, 404)), OUTAGE),
				arguments("schema unknown", new SerializationException("", new RestClientException("", 404, 40403)), RECORD),
				arguments("bytes of another format", new SerializationException("Unknown magic byte!"), RECORD),
				arguments("bytes cut off", new SerializationException("", new EOFException()), RECORD),
				arguments("bytes that are no such event", new SerializationException("", new AvroRuntimeException("")), RECORD),
				arguments("content without sense", new InvalidEventException("quantity -1"), RECORD),
				arguments("conflict", new ConcurrencyFailureException(""), HANDLER),
				arguments("constraint violated", new TransactionSystemException("", new SQLException("", "23505")), HANDLER),
				arguments("bug", new NullPointerException(), HANDLER)
				// @formatter:on
		);
	}

	private static Throwable rollbackFailed(RuntimeException before) {
		TransactionSystemException failure = new TransactionSystemException("Could not roll back");
		failure.initApplicationException(before);
		return failure;
	}

	@Test
	void aServicesOwnRuleComesFirst() {
		Failures failures = new Failures(List.of(FailureRule.of(NullPointerException.class, RECORD)));

		assertThat(failures.kindOf(new IllegalStateException(new NullPointerException()))).isEqualTo(RECORD);
	}

}
