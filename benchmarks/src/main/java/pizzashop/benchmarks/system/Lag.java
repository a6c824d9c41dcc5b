package pizzashop.benchmarks.system;

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
import pizzashop.contracts.Topics;
import pizzashop.platform.Service;
import pizzashop.platform.process.PlatformException;

/** How far consumer groups are behind the end of the orders. */
public final class Lag implements AutoCloseable {

	private final Admin admin;

	public Lag(String bootstrapServers) {
		this.admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers));
	}

	/**
	 * The records that a service has not processed yet.
	 * @throws PlatformException when Kafka does not tell
	 */
	public long of(Service service) {
		try {
			Map<TopicPartition, Long> ends = ends();
			Map<TopicPartition, OffsetAndMetadata> committed = get(
					this.admin.listConsumerGroupOffsets(service.processName()).partitionsToOffsetAndMetadata());
			return ends.entrySet().stream().mapToLong((end) -> {
				OffsetAndMetadata offset = committed.get(end.getKey());
				return Math.max(0, end.getValue() - ((offset != null) ? offset.offset() : 0));
			}).sum();
		}
		catch (ExecutionException | TimeoutException ex) {
			throw new PlatformException("Kafka does not tell the lag of " + service.processName() + ": " + ex + ".",
					ex);
		}
	}

	private Map<TopicPartition, Long> ends() throws ExecutionException, TimeoutException {
		Map<TopicPartition, OffsetSpec> latest = IntStream.range(0, Topics.PARTITIONS)
			.mapToObj((partition) -> new TopicPartition(Topics.PIZZA_ORDERS, partition))
			.collect(Collectors.toMap(Function.identity(), (partition) -> OffsetSpec.latest()));
		return get(this.admin.listOffsets(latest).all()).entrySet()
			.stream()
			.collect(Collectors.toMap(Map.Entry::getKey, (end) -> end.getValue().offset()));
	}

	private static <T> T get(KafkaFuture<T> answer) throws ExecutionException, TimeoutException {
		try {
			return answer.get(30, TimeUnit.SECONDS);
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
