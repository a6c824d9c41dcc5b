package pizzashop.order.groupcommit;

import java.util.List;
import java.util.function.Function;

import io.micrometer.core.instrument.MeterRegistry;
import pizzashop.messaging.failure.Failures;

import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Sets group commits up. */
@Component
public class GroupCommits {

	private final GroupCommitProperties properties;

	private final TransactionOperations transaction;

	private final Failures failures;

	private final MeterRegistry meters;

	GroupCommits(GroupCommitProperties properties, TransactionOperations transaction, Failures failures,
			MeterRegistry meters) {
		this.properties = properties;
		this.transaction = transaction;
		this.failures = failures;
		this.meters = meters;
	}

	/**
	 * A group commit with a thread of its own.
	 * @param name of the work, for the thread and the metrics
	 * @param effect does all the work of a list, in the current transaction, and tells
	 * what came of each piece, in their order. When the transaction is rolled back, it is
	 * called again for each piece alone.
	 */
	public <T, R> GroupCommit<T, R> of(String name, Function<List<T>, List<R>> effect) {
		return new GroupCommit<>(name, this.properties, this.transaction, this.failures, this.meters, effect);
	}

}
