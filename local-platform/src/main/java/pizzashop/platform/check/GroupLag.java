package pizzashop.platform.check;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import pizzashop.contracts.Topics;
import pizzashop.platform.process.PlatformException;

/** Tells how far the services' consumer groups are behind the end of the orders. */
public final class GroupLag implements AutoCloseable {

	private static final List<String> GROUPS = List.of("order-service", "kitchen-service", "notification-service");

	private final Admin admin;

	public GroupLag(String bootstrapServers) {
		this.admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers));
	}

	/**
	 * The records that the groups have to read yet, in words; empty when all have read
	 * everything.
	 * @throws PlatformException when Kafka does not tell
	 */
	String inWords() {
		// the ends first: what comes later is not behind
		Map<TopicPartition, Long> ends = ends();
		return GROUPS.stream()
			.map((group) -> Map.entry(group, behind(committed(group), ends)))
			.filter((group) -> group.getValue() > 0)
			.map((group) -> group.getKey() + " (" + group.getValue() + " records)")
			.collect(Collectors.joining(", "));
	}

	/**
	 * How many records a group has to read yet.
	 * @throws PlatformException when Kafka does not tell
	 */
	public long of(String group) {
		Map<TopicPartition, Long> ends = ends();
		return behind(committed(group), ends);
	}

	private static long behind(Map<TopicPartition, OffsetAndMetadata> committed, Map<TopicPartition, Long> ends) {
		return ends.entrySet().stream().mapToLong((end) -> {
			OffsetAndMetadata offset = committed.get(end.getKey());
			return Math.max(0, end.getValue() - ((offset != null) ? offset.offset() : 0));
		}).sum();
	}

	private Map<TopicPartition, Long> ends() {
		Map<TopicPartition, OffsetSpec> latest = IntStream.range(0, Topics.PARTITIONS)
			.mapToObj((partition) -> new TopicPartition(Topics.PIZZA_ORDERS, partition))
			.collect(Collectors.toMap(Function.identity(), (partition) -> OffsetSpec.latest()));
		try {
			return get(this.admin.listOffsets(latest).all()).entrySet()
				.stream()
				.collect(Collectors.toMap(Map.Entry::getKey, (end) -> end.getValue().offset()));
		}
		catch (ExecutionException ex) {
			throw new PlatformException("Kafka does not tell the ends of " + Topics.PIZZA_ORDERS + ": " + ex + ".", ex);
		}
	}

	private Map<TopicPartition, OffsetAndMetadata> committed(String group) {
		try {
			return get(this.admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
		}
		catch (ExecutionException ex) {
			if (ex.getCause() instanceof GroupIdNotFoundException) {
				return Map.of();
			}
			throw new PlatformException("Kafka does not tell the offsets of " + group + ": " + ex + ".", ex);
		}
	}

	private static <T> T get(KafkaFuture<T> answer) throws ExecutionException {
		try {
			return answer.get(30, TimeUnit.SECONDS);
		}
		catch (TimeoutException ex) {
			throw new PlatformException("Kafka does not answer: " + ex + ".", ex);
		}
		catch (InterruptedException ex) {
			throw PlatformException.interrupted("Asking Kafka");
		}
	}

	@Override
	public void close() {
		this.admin.close();
	}

}
