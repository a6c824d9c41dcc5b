package pizzashop.messaging.failure;

import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.apache.kafka.common.TopicPartition;

/**
 * Says which partitions of a batch stopped at which record. Everything before that record
 * is processed and committed, and so is every partition not named; that record and what
 * follows it in its partition is not.
 */
public class BatchFailedException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final transient Map<TopicPartition, FailedRecord> failed;

	/**
	 * @param failed at most one of each partition
	 */
	public BatchFailedException(Collection<FailedRecord> failed) {
		super("Stopped in " + failed.size() + " partitions", failed.iterator().next().cause());
		this.failed = failed.stream().collect(Collectors.toMap(FailedRecord::partition, Function.identity()));
	}

	Map<TopicPartition, FailedRecord> failed() {
		return this.failed;
	}

}
