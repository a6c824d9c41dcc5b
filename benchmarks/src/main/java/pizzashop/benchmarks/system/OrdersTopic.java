package pizzashop.benchmarks.system;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Consumer;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import pizzashop.contracts.EventCatalogue;
import pizzashop.contracts.Topics;
import pizzashop.events.Customer;
import pizzashop.events.OrderLine;
import pizzashop.events.OrderPlaced;
import pizzashop.messaging.CloudEvent;
import pizzashop.messaging.EventSerializer;
import pizzashop.platform.process.PlatformException;

import static java.nio.charset.StandardCharsets.UTF_8;

/** The orders' topic, written and read as the services do. */
public final class OrdersTopic {

	private static final Duration POLL = Duration.ofSeconds(1);

	private final String bootstrapServers;

	private final String registryUrl;

	private final NoArgGenerator ids = Generators.timeBasedEpochGenerator();

	public OrdersTopic(LoadedShop shop) {
		this.bootstrapServers = shop.bootstrapServers();
		this.registryUrl = shop.registryUrl();
	}

	/**
	 * Publishes orders as order-service would, and returns when Kafka has all of them.
	 */
	public void publish(int orders) {
		List<Future<?>> sent = new ArrayList<>(orders);
		try (EventSerializer serializer = serializer(); KafkaProducer<byte[], byte[]> producer = producer()) {
			for (int number = 0; number < orders; number++) {
				OrderPlaced placed = order(number);
				ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(Topics.PIZZA_ORDERS,
						placed.getOrderId().toString().getBytes(UTF_8),
						serializer.serialize(Topics.PIZZA_ORDERS, placed));
				new CloudEvent(this.ids.generate(), "/order-service",
						EventCatalogue.schemaOf(OrderPlaced.class).getFullName(), placed.getPlacedAt(), null)
					.writeTo(record.headers());
				sent.add(producer.send(record));
			}
			for (Future<?> record : sent) {
				record.get();
			}
		}
		catch (ExecutionException ex) {
			throw new PlatformException("Kafka did not take all orders: " + ex.getCause() + ".", ex);
		}
		catch (InterruptedException ex) {
			throw PlatformException.interrupted("Publishing orders");
		}
	}

	private OrderPlaced order(int number) {
		return new OrderPlaced(this.ids.generate(),
				new Customer("Customer " + number, "customer-" + number + "@example.org"),
				List.of(new OrderLine("Margherita", 2, new BigDecimal("8.50")),
						new OrderLine("Funghi", 1, new BigDecimal("9.50"))),
				new BigDecimal("26.50"), "EUR", Instant.now().truncatedTo(ChronoUnit.MICROS));
	}

	/** Events are decoded with this, as the services do. */
	public EventSerializer serializer() {
		return new EventSerializer(Map.of("schema.registry.url", this.registryUrl));
	}

	/**
	 * Which order each {@code OrderPlaced} from a place on is about, by the event's id.
	 */
	public Map<UUID, UUID> ordersByEvent(Map<TopicPartition, Long> from) {
		Map<UUID, UUID> orders = new HashMap<>();
		String placed = EventCatalogue.schemaOf(OrderPlaced.class).getFullName();
		read(from, (record) -> {
			CloudEvent event = CloudEvent.readFrom(record.headers());
			if (event.type().equals(placed)) {
				orders.put(event.id(), UUID.fromString(new String(record.key(), UTF_8)));
			}
		});
		return orders;
	}

	/** Where the topic ends now, by partition. */
	public Map<TopicPartition, Long> end() {
		try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
			return consumer.endOffsets(partitions(consumer));
		}
	}

	/**
	 * Reads everything there is from a place on; from the beginning where the place says
	 * nothing of a partition.
	 */
	public Reading read(Map<TopicPartition, Long> from, Consumer<ConsumerRecord<byte[], byte[]>> reader) {
		try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
			List<TopicPartition> partitions = partitions(consumer);
			consumer.assign(partitions);
			partitions.forEach((partition) -> consumer.seek(partition, from.getOrDefault(partition, 0L)));
			Map<TopicPartition, Long> end = consumer.endOffsets(partitions);
			long records = 0;
			long began = System.nanoTime();
			while (end.entrySet().stream().anyMatch((last) -> consumer.position(last.getKey()) < last.getValue())) {
				for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
					if (records++ == 0) {
						began = System.nanoTime();
					}
					reader.accept(record);
				}
			}
			return new Reading(records, Duration.ofNanos(System.nanoTime() - began));
		}
	}

	/**
	 * How many records were read, and how long it took from when the first ones were
	 * handed over. Fetching those is not in it, nor closing the consumer, which waits
	 * half a second for a fetch that finds nothing.
	 */
	public record Reading(long records, Duration took) {
	}

	private static List<TopicPartition> partitions(KafkaConsumer<?, ?> consumer) {
		return consumer.partitionsFor(Topics.PIZZA_ORDERS)
			.stream()
			.map((partition) -> new TopicPartition(partition.topic(), partition.partition()))
			.toList();
	}

	private KafkaConsumer<byte[], byte[]> consumer() {
		return new KafkaConsumer<>(
				Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, this.bootstrapServers,
						ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 2000),
				new ByteArrayDeserializer(), new ByteArrayDeserializer());
	}

	private KafkaProducer<byte[], byte[]> producer() {
		return new KafkaProducer<>(
				Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, this.bootstrapServers, ProducerConfig.ACKS_CONFIG,
						"all", ProducerConfig.LINGER_MS_CONFIG, 5, ProducerConfig.BATCH_SIZE_CONFIG, 128 * 1024),
				new ByteArraySerializer(), new ByteArraySerializer());
	}

}
